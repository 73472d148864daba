using NetMl.Contracts.Federation;
using NetMl.Federation.Messages;

namespace NetMl.Federation.Rounds;

/// <summary>The sites of a federation: who has a key, who has enrolled, who was here.</summary>
public static class SiteBook
{
    /// <summary>What a site signs to prove that it has its signing key: this slot, with the public key as body.</summary>
    public static MessageSlot EnrolmentSlot(string federation, string site) => new(federation, "enrolment", 0, 0, site, MessageKind.Enrolment);

    /// <remarks>A site whose key was taken back begins anew, with another signing key if it likes: the old one may have been stolen.</remarks>
    internal static FederationState Invite(FederationState state, string site, string keyId) => state.Site(site) switch
    {
        null => state with { Sites = [.. state.Sites, new SiteRecord(site, keyId)] },
        { KeyId: null } revoked => state.With(revoked with { KeyId = keyId, Fingerprint = null }) with
        {
            Keys = state.Keys.Where(key => key.Key != site).ToDictionary(StringComparer.Ordinal),
        },
        { } known => state.With(known with { KeyId = keyId }),
    };

    internal static FederationState Revoke(FederationState state, string site) => state.Site(site) is { } known ? state.With(known with { KeyId = null }) : state;

    internal static (FederationState State, Ruling Ruling) Enrol(FederationState state, string site, SiteEnrolment enrolment, DateTimeOffset now)
    {
        if (state.Site(site) is not { } known)
            return (state, Ruling.Forbidden($"Site '{site}' has no key of this federation."));
        if (Faults(state, site, enrolment) is { } fault)
            return (state, fault);
        if (state.Keys.TryGetValue(site, out var registered))
        {
            // An agent that enrols again was started again: what it declined before no longer keeps it out.
            return registered.AsSpan().SequenceEqual(enrolment.SigningKey)
                ? (state.With(known with { LastSeen = now, NotBefore = null }), Ruling.Repeated)
                : (state, Ruling.Refused($"Another signing key is registered for site '{site}'."));
        }
        return (state.With(known with { Fingerprint = SigningKey.Fingerprint(enrolment.SigningKey), LastSeen = now }) with
        {
            Keys = new Dictionary<string, byte[]>(state.Keys, StringComparer.Ordinal) { [site] = enrolment.SigningKey },
        }, Ruling.Accepted);
    }

    /// <remarks>A call without bytes is written down only now and then, so that polling does not write.</remarks>
    internal static FederationState Seen(FederationState state, string site, long bytes, DateTimeOffset now) =>
        state.Site(site) is not { } known || (bytes == 0 && now - known.LastSeen < state.Parts.Presence / 3)
            ? state
            : state.With(known with { LastSeen = now, BytesReceived = known.BytesReceived + bytes });

    internal static SiteRecord Credit(SiteRecord site, RunningRound round)
    {
        if (round.SummedSites.Contains(site.Site))
            return site with { Completed = site.Completed + 1 };
        return round.Order.Sites.Contains(site.Site) && !round.Declined.Contains(site.Site) ? site with { Dropped = site.Dropped + 1 } : site;
    }

    private static Ruling? Faults(FederationState state, string site, SiteEnrolment enrolment)
    {
        try
        {
            using var key = SigningKey.Import(enrolment.SigningKey);
            return new SignedMessage(EnrolmentSlot(state.Plan.Name, site), enrolment.SigningKey, enrolment.Proof).IsSignedBy(key)
                ? null
                : Ruling.Forbidden("The proof is not a signature of the enrolment message by that key.");
        }
        catch (InvalidDataException wrong)
        {
            return Ruling.Invalid($"The enrolment is refused: {wrong.Message}.");
        }
    }
}

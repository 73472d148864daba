using System.Security.Cryptography;
using NetMl.Contracts.Federation;
using NetMl.Federation.Messages;
using NetMl.Federation.Rounds;
using NetMl.Federation.SecureAggregation;

namespace NetMl.Cli.Federation;

/// <summary>What an auditor finds in a transcript.</summary>
/// <param name="Faults">Sentences; empty = verified.</param>
/// <param name="Remark">What the result rests on.</param>
internal sealed record TranscriptAudit(IReadOnlyList<string> Faults, string Remark)
{
    /// <param name="trust">Fingerprints that the auditor has from the sites; null = the transcript's own keys.</param>
    public static TranscriptAudit Check(RoundTranscript transcript, string? trust)
    {
        var keys = new Dictionary<string, ECDsa>(StringComparer.Ordinal);
        var faults = new List<string>();
        try
        {
            foreach (var (site, key) in transcript.SigningKeys)
                keys.Add(site, SigningKey.Import(key));
            if (trust is not null)
                faults.AddRange(transcript.SigningKeys.Select(pair => SitePins.Open(trust, trust).Refusal(pair.Key, pair.Value)).OfType<string>());
            List<SignedMessage> messages = [.. transcript.Messages.Select(frame => SignedMessage.Decode(frame))];
            faults.AddRange(transcript.Order.RingBits > 0 ? Secure(transcript, keys, messages) : Plain(transcript, keys, messages));
        }
        catch (InvalidDataException exception)
        {
            faults.Add($"The transcript is torn: {exception.Message}");
        }
        finally
        {
            foreach (var key in keys.Values)
                key.Dispose();
        }
        return new TranscriptAudit(faults, trust is null
            ? "The signing keys are those of the transcript; compare their fingerprints with the sites', or give them with --trust."
            : "The signing keys are those that you trust.");
    }

    private static IEnumerable<string> Secure(RoundTranscript transcript, Dictionary<string, ECDsa> keys, List<SignedMessage> messages)
    {
        var order = transcript.Order;
        var settings = RoundTerms.SettingsOf(
            transcript.Plan, order, transcript.Purpose, transcript.Federation, transcript.Run, transcript.Round, transcript.Attempt);
        var shared = messages.Where(message => message.Slot.Kind == MessageKind.KeyShares).Select(message => message.Slot.Site).ToHashSet(StringComparer.Ordinal);
        List<string> survivors = [.. order.Sites.Where(site => transcript.Summed.Contains(site))];
        return RoundAudit.Verify(settings, keys, messages, new SurvivorList(survivors, [.. order.Sites.Where(site => shared.Contains(site) && !transcript.Summed.Contains(site))]));
    }

    private static IEnumerable<string> Plain(RoundTranscript transcript, Dictionary<string, ECDsa> keys, List<SignedMessage> messages)
    {
        foreach (var message in messages)
        {
            var slot = message.Slot;
            if ((slot.Federation, slot.Run) != (transcript.Federation, transcript.Run))
                yield return $"A message of site {slot.Site} belongs to another federation or another life of it.";
            if (!keys.TryGetValue(slot.Site, out var key) || !message.IsSignedBy(key))
                yield return $"The {slot.Kind} message of site {slot.Site} is not signed with its key.";
        }
        foreach (var site in transcript.Summed.Where(site => !messages.Exists(message => message.Slot.Site == site && message.Slot.Kind == MessageKind.Update)))
            yield return $"Site {site} is said to be in the sum, but there is no update of it.";
    }
}

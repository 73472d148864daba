using System.Security.Cryptography;
using NetMl.Federation.Encoding;
using NetMl.Federation.Messages;

namespace NetMl.Federation.SecureAggregation;

/// <summary>Verifies a finished round from its signed messages, without the server's word.</summary>
public static class RoundAudit
{
    /// <summary>Checks every signature and slot, then plays the round again by the server's own rules, down to the secrets that its shares give.</summary>
    /// <param name="keys">Public signing keys of the cohort, known to the auditor from elsewhere.</param>
    /// <param name="messages">All that the sites sent in this attempt; the order does not matter.</param>
    /// <param name="survivors">Who the server says is in the sum.</param>
    /// <returns>What is wrong, in sentences; empty = verified.</returns>
    public static IReadOnlyList<string> Verify(
        SecureSumSettings settings, IReadOnlyDictionary<string, ECDsa> keys, IReadOnlyList<SignedMessage> messages, SurvivorList survivors)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(messages);
        ArgumentNullException.ThrowIfNull(survivors);
        if (settings.Problem() is { } problem) return [problem];
        var faults = new List<string>();
        foreach (var message in messages) faults.AddRange(Faults(message, settings, keys));
        if (survivors.Problem(settings) is { } listed) faults.Add(listed);
        Replay(settings, messages, survivors, faults);
        return faults;
    }

    private static IEnumerable<string> Faults(SignedMessage message, SecureSumSettings settings, IReadOnlyDictionary<string, ECDsa> keys)
    {
        var (site, kind) = (message.Slot.Site, message.Slot.Kind);
        if (message.Slot != settings.SlotOf(site, kind)) yield return $"A message of site {site} ({kind}) belongs to another round or attempt.";
        if (!keys.TryGetValue(site, out var key)) yield return $"The signing key of site {site} is not known.";
        else if (!message.IsSignedBy(key)) yield return $"The {kind} message of site {site} is not signed with its key.";
        else if (kind == MessageKind.KeyShares && !DeliveriesAreSigned(message, key)) yield return $"A share that site {site} sent is not signed with its key.";
        if (kind == MessageKind.Update && !IsOneVector(message, settings)) yield return $"The update of site {site} is not announced as one vector of this round.";
    }

    private static bool DeliveriesAreSigned(SignedMessage message, ECDsa key)
    {
        try
        {
            return KeyShares.Decode(message.Body).Deliveries.All(delivery => new SignedMessage(message.Slot, delivery.Body, delivery.Signature).IsSignedBy(key));
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private static bool IsOneVector(SignedMessage message, SecureSumSettings settings)
    {
        try
        {
            return UpdateManifest.Decode(message.Body).TotalBytes == RingPacking.Bytes(settings.Length, settings.RingBits);
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private static void Replay(SecureSumSettings settings, IReadOnlyList<SignedMessage> messages, SurvivorList survivors, List<string> faults)
    {
        var server = SecureSumServer.Start(settings);
        // Kinds are numbered in the order of the steps; a site that declined may have sent before.
        var steps = messages.GroupBy(message => message.Slot.Kind).OrderBy(group => group.Key).ToDictionary(group => group.Key, group => group.ToList());
        try
        {
            foreach (var kind in new[] { MessageKind.KeyAdvertisement, MessageKind.KeyShares, MessageKind.Update, MessageKind.Confirmation, MessageKind.Unmasking })
            {
                foreach (var message in steps.GetValueOrDefault(kind, []))
                {
                    if (server.Accept(message) is { } refusal) faults.Add($"The {kind} message of site {message.Slot.Site}: {refusal}");
                }
                server.CloseStep();
                if (kind == MessageKind.Update && !server.Survivors.Digest().AsSpan().SequenceEqual(survivors.Digest()))
                    faults.Add("The survivor list does not name exactly the sites that sent updates and those that dropped out after sharing keys.");
            }
            foreach (var mask in server.Masks()) CryptographicOperations.ZeroMemory(mask.Key);
        }
        catch (SecureSumException exception)
        {
            faults.Add(exception.Message);
        }
    }
}

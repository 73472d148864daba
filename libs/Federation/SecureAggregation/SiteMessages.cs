using System.Security.Cryptography;
using NetMl.Federation.Messages;

namespace NetMl.Federation.SecureAggregation;

/// <summary>Checks on a site's side what the server passes on: signed by the site that it names, for this very slot, at most one per site.</summary>
internal sealed class SiteMessages(SecureSumSettings settings, Func<string, ECDsa?> keyOf)
{
    private readonly Dictionary<string, int> _order = settings.Sites.Select((site, index) => (site, index)).ToDictionary(pair => pair.site, pair => pair.index, StringComparer.Ordinal);

    public int? IndexOf(string site) => _order.TryGetValue(site, out var index) ? index : null;

    /// <returns>The messages by the index of their site, ascending.</returns>
    /// <exception cref="SecureSumException">One is not what it should be; says which.</exception>
    public SortedDictionary<int, SignedMessage> Check(IReadOnlyList<SignedMessage> messages, MessageKind kind)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var bySite = new SortedDictionary<int, SignedMessage>();
        foreach (var message in messages)
        {
            var site = message.Slot.Site;
            if (IndexOf(site) is not { } index) throw new SecureSumException($"A message comes from {site}, which is not of the cohort.");
            if (message.Slot != settings.SlotOf(site, kind)) throw new SecureSumException($"A message of site {site} belongs to another round, attempt or step.");
            if (keyOf(site) is not { } key) throw new SecureSumException($"The signing key of site {site} is not known.");
            if (!message.IsSignedBy(key)) throw new SecureSumException($"A message of site {site} is not signed with its key.");
            if (!bySite.TryAdd(index, message)) throw new SecureSumException($"Two messages of site {site} came for one step.");
        }
        return bySite;
    }
}

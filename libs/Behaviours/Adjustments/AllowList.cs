using NetMl.Behaviours.Detection;
using NetMl.Flows;

namespace NetMl.Behaviours.Adjustments;

/// <summary>What somebody who knows the network expects in it. Immutable.</summary>
/// <remarks>A finding that it covers stays listed with a tenth of its score, and its sentence ends with the reason. Read by <see cref="AllowListReader"/>.</remarks>
public sealed class AllowList
{
    /// <summary>What it covers keeps one part of so many of its score.</summary>
    public const double KeepsOneOf = 10;

    private readonly IReadOnlyList<AllowEntry> _entries;
    private readonly IReadOnlyDictionary<HostAddress, IReadOnlyList<string>> _names;

    internal AllowList(IReadOnlyList<AllowEntry> entries, IReadOnlyDictionary<HostAddress, IReadOnlyList<string>> names) => (_entries, _names) = (entries, names);

    /// <summary>Nothing is expected.</summary>
    public static AllowList Empty { get; } = new([], new Dictionary<HostAddress, IReadOnlyList<string>>());

    /// <summary>Number of entries.</summary>
    public int Count => _entries.Count;

    /// <summary>No entries, and no names of hosts.</summary>
    public bool IsEmpty => _entries.Count == 0 && _names.Count == 0;

    /// <summary>Why a finding is expected, by the first entry that covers it; null = it is not. O(entries).</summary>
    internal string? Find(Candidate candidate, INetworkFacts network)
    {
        if (_entries.Count == 0)
            return null;
        var ends = new List<HostAddress>(2);
        foreach (var host in (ReadOnlySpan<int>)[candidate.Source, candidate.Target])
        {
            if (host >= 0 && HostAddressParser.TryParse(network.Host(host).Text, out var address))
                ends.Add(address);
        }
        string[] names = [.. ends.SelectMany(end => _names.GetValueOrDefault(end) ?? [])];
        return _entries.FirstOrDefault(entry => entry.Covers(candidate.Finding.Behaviour, candidate.Port, candidate.Protocol, ends, names))?.Reason;
    }
}

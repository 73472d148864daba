using NetMl.Behaviours.Detection;

namespace NetMl.Behaviours.LateralMovement;

/// <summary>Longest chains of edges, each beginning at the host that the one before led to, and after it.</summary>
/// <param name="bySource">New edges of each host in time order.</param>
/// <param name="window">Time in which a whole chain must lie.</param>
internal sealed class Chains(IReadOnlyDictionary<int, AdministrationEdge[]> bySource, TimeSpan window)
{
    /// <summary>Longer chains are cut: nobody follows them, and the search stays small.</summary>
    private const int MostSteps = 16;

    /// <summary>Edges looked at for one head: a network in which everybody administers everybody has more paths than anybody can follow.</summary>
    private const int MostLooks = 2_000;

    /// <summary>Edges looked at for all heads together; once they are used up, each head may look at a hundred more.</summary>
    private const int MostLooksOfAll = 500_000;
    private const int FewestLooks = 100;
    private int _left;
    private int _looks;

    /// <summary>The longest chain whose first edge leaves this host; of equals the one that begins first. At least one edge.</summary>
    public IReadOnlyList<AdministrationEdge> LongestFrom(int source)
    {
        _left = Math.Clamp(MostLooksOfAll - _looks, FewestLooks, MostLooks);
        IReadOnlyList<AdministrationEdge> best = [];
        foreach (var edge in bySource[source])
        {
            var chain = Longest(edge, edge.Start, [source]);
            if (chain.Count > best.Count)
                best = chain;
        }
        return best;
    }

    private List<AdministrationEdge> Longest(AdministrationEdge edge, long begin, HashSet<int> visited)
    {
        var best = new List<AdministrationEdge>();
        visited.Add(edge.Target);
        if (visited.Count <= MostSteps && bySource.TryGetValue(edge.Target, out var next))
        {
            foreach (var step in next)
            {
                if (step.Start <= edge.Start || visited.Contains(step.Target) || _left == 0)
                    continue;
                if (Times.Between(begin, step.Start) >= Times.Nanoseconds(window))
                    break;
                (_left, _looks) = (_left - 1, Math.Min(MostLooksOfAll, _looks + 1));
                var rest = Longest(step, begin, visited);
                if (rest.Count > best.Count)
                    best = rest;
            }
        }
        visited.Remove(edge.Target);
        best.Insert(0, edge);
        return best;
    }
}

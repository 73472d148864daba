using NetMl.Graphs.Csr;

namespace NetMl.Graphs.Structure;

/// <summary>Counts of the 16 ways in which three nodes can be joined by directed edges.</summary>
/// <param name="Counts">[16], in the order of <see cref="Names"/>; they sum to n(n − 1)(n − 2) / 6.</param>
public sealed record TriadCounts(ReadOnlyMemory<Int128> Counts)
{
    /// <summary>The usual names: how many pairs are joined both ways, one way, not at all, and then Down, Up, Cyclic or Transitive.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["003", "012", "102", "021D", "021U", "021C", "111D", "111U", "030T", "030C", "201", "120D", "120U", "120C", "210", "300"];

    /// <summary>The count of a type.</summary>
    /// <exception cref="ArgumentException">Not one of <see cref="Names"/>.</exception>
    public Int128 this[string name] => Counts.Span[Index(name)];

    internal static int Index(string name)
    {
        for (var i = 0; i < Names.Count; i++)
        {
            if (Names[i] == name)
                return i;
        }
        throw new ArgumentException($"'{name}' is no type of triad; types are {string.Join(", ", Names)}.", nameof(name));
    }
}

/// <summary>Counts sets of three nodes by how they are joined.</summary>
public static class TriadCensus
{
    /// <summary>Counts all 16 types; self-loops do not count.</summary>
    /// <param name="threads">0 for one per core; the result is the same for any number.</param>
    /// <remarks>
    /// O(m^1.5) time, [n + 2m] scratch. Types and names: Holland and Leinhardt 1976; as input and result of Batagelj and Mrvar 2001, "A
    /// subquadratic triad census algorithm for large sparse networks with small maximum degree", which looks at every pair of neighbours. We
    /// differ: only closed triads (all three pairs joined) are listed; the counts of the others follow from how often each node is the middle
    /// of two joined pairs, less those that are closed, and from how many pairs there are. After Ortmann and Brandes 2017, "Efficient
    /// orbit-aware triad and quad census in directed and undirected graphs".
    /// </remarks>
    public static TriadCounts Compute(CsrGraph graph, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var dyads = DyadGraph.Of(graph, threads);
        var closed = dyads.CountClosed(threads);
        var pairs = dyads.CountPairs();
        var counts = new Int128[TriadCounts.Names.Count];
        for (var at = 0; at < closed.Length; at++)
        {
            if (closed[at] == 0)
                continue;
            var (ab, ac, bc) = (at & 3, (at >> 2) & 3, at >> 4);
            counts[ClosedType(ab, ac, bc)] += closed[at];
            pairs[ab, ac] -= closed[at];
            pairs[DyadGraph.Turned(ab), bc] -= closed[at];
            pairs[DyadGraph.Turned(ac), DyadGraph.Turned(bc)] -= closed[at];
        }
        AddOpen(counts, pairs);
        AddSparse(counts, dyads);
        return new TriadCounts(counts);
    }

    /// <summary>The type of nodes a, b, c, all joined.</summary>
    private static int ClosedType(int ab, int ac, int bc)
    {
        var mutual = (ab == DyadGraph.Both ? 1 : 0) + (ac == DyadGraph.Both ? 1 : 0) + (bc == DyadGraph.Both ? 1 : 0);
        if (mutual == 3)
            return TriadCounts.Index("300");
        if (mutual == 2)
            return TriadCounts.Index("210");
        if (mutual == 0)
        {
            var (outOfA, outOfB) = ((ab & 1) + (ac & 1), (ab >> 1) + (bc & 1));
            return TriadCounts.Index(outOfA == 1 && outOfB == 1 ? "030C" : "030T");
        }
        // The two edges of the node that is in no mutual pair, seen from that node.
        var (first, second) = ab == DyadGraph.Both ? (DyadGraph.Turned(ac), DyadGraph.Turned(bc)) : ac == DyadGraph.Both ? (DyadGraph.Turned(ab), bc) : (ab, ac);
        return TriadCounts.Index(first != second ? "120C" : first == DyadGraph.Out ? "120D" : "120U");
    }

    /// <summary>Two joined pairs: what is left of the pairs of neighbours.</summary>
    private static void AddOpen(Int128[] counts, Int128[,] pairs)
    {
        Add("021D", DyadGraph.Out, DyadGraph.Out);
        Add("021U", DyadGraph.In, DyadGraph.In);
        Add("021C", DyadGraph.Out, DyadGraph.In);
        Add("111D", DyadGraph.In, DyadGraph.Both);
        Add("111U", DyadGraph.Out, DyadGraph.Both);
        Add("201", DyadGraph.Both, DyadGraph.Both);

        void Add(string name, int first, int second) =>
            counts[TriadCounts.Index(name)] += pairs[first, second] + (first == second ? 0 : pairs[second, first]);
    }

    /// <summary>At most one joined pair: each pair is in n − 2 triads, those counted already among them.</summary>
    private static void AddSparse(Int128[] counts, DyadGraph dyads)
    {
        Int128 n = dyads.NodeCount, mutual = dyads.MutualCount * (n - 2), oneWay = dyads.OneWayCount * (n - 2), all = n * (n - 1) * (n - 2) / 6;
        for (var type = 0; type < counts.Length; type++)
        {
            // A name's first digit is its number of mutual pairs, the second that of one-way pairs.
            var name = TriadCounts.Names[type];
            mutual -= counts[type] * (name[0] - '0');
            oneWay -= counts[type] * (name[1] - '0');
            all -= counts[type];
        }
        counts[TriadCounts.Index("102")] = mutual;
        counts[TriadCounts.Index("012")] = oneWay;
        counts[TriadCounts.Index("003")] = all - mutual - oneWay;
    }
}

using NetMl.Graphs.Parallelism;

namespace NetMl.Graphs.Change;

/// <summary>The graph of one window in numbers.</summary>
/// <param name="Start">When the window begins.</param>
/// <param name="Rows">Timed rows in it, repeats and self-loops included.</param>
/// <param name="Nodes">Nodes with an edge to or from another.</param>
/// <param name="Edges">Distinct directed edges between different nodes.</param>
/// <param name="NewEdges">Those of them that the window before did not have; all of them in the first window.</param>
/// <param name="Density">Edges / (nodes · (nodes − 1)), in [0, 1]; 0 without edges.</param>
/// <param name="Reciprocity">Share of the edges that have one back, in [0, 1]; 0 without edges.</param>
public sealed record WindowNumbers(long Start, int Rows, int Nodes, int Edges, int NewEdges, double Density, double Reciprocity);

/// <summary>How a graph's size and density change from window to window.</summary>
public static class WindowSeries
{
    /// <summary>Describes each window's graph; rows outside all windows do not count.</summary>
    /// <param name="windows">Which windows, in the unit of <paramref name="times"/>.</param>
    /// <param name="sources">[rows], each ≥ 0.</param>
    /// <param name="targets">[rows], each ≥ 0.</param>
    /// <param name="times">[rows], in any order.</param>
    /// <param name="threads">0 for one per core; the result does not depend on it.</param>
    /// <returns>[windows], by time.</returns>
    /// <exception cref="ArgumentException">Lengths differ, a node is below 0, or the windows have no length.</exception>
    /// <remarks>O(rows log rows), [2 rows] scratch. Density and reciprocity as Wasserman and Faust 1994, "Social network analysis".</remarks>
    public static IReadOnlyList<WindowNumbers> Compute(WindowGrid windows, ReadOnlySpan<int> sources, ReadOnlySpan<int> targets, ReadOnlySpan<long> times, int threads = 0)
    {
        var grouped = WindowEdges.Of(windows, sources, targets, times, threads);
        var series = new WindowNumbers[windows.Count];
        FixedChunks.Run(series.Length, 1, threads, (begin, _) =>
        {
            var edges = grouped.Edges[begin];
            var nodes = Nodes(edges);
            var kept = begin == 0 ? 0 : SortedKeys.Shared(grouped.Edges[begin - 1], edges);
            series[begin] = new WindowNumbers(
                windows.Start + begin * windows.Length, grouped.Rows[begin], nodes, edges.Length, edges.Length - kept,
                nodes == 0 ? 0 : edges.Length / (nodes * (nodes - 1.0)),
                edges.Length == 0 ? 0 : (double)Returned(edges) / edges.Length);
        });
        return series;
    }

    private static int Nodes(ulong[] edges)
    {
        var ends = new HashSet<int>(edges.Length);
        foreach (var edge in edges)
        {
            ends.Add(WindowEdges.Source(edge));
            ends.Add(WindowEdges.Target(edge));
        }
        return ends.Count;
    }

    private static int Returned(ulong[] edges)
    {
        var back = Array.ConvertAll(edges, edge => WindowEdges.Key(WindowEdges.Target(edge), WindowEdges.Source(edge)));
        Array.Sort(back);
        return SortedKeys.Shared(edges, back);
    }
}

using NetMl.Contracts.Serving;
using NetMl.Graphs.Csr;
using NetMl.Graphs.Layout;

namespace NetMl.Inference.Explaining;

/// <summary>Places the ends of a few edges for a drawing.</summary>
internal static class Drawing
{
    /// <param name="items">Nodes that are there even without an edge.</param>
    public static IReadOnlyList<DrawnNode> Of(IReadOnlyList<EdgeReason> edges, IReadOnlyList<string> items, CancellationToken cancellationToken)
    {
        string[] names = [.. items.Concat(edges.SelectMany(edge => (string[])[edge.Source, edge.Target])).Distinct(StringComparer.Ordinal)];
        var number = names.Index().ToDictionary(name => name.Item, name => name.Index, StringComparer.Ordinal);
        int[] source = [.. edges.Select(edge => number[edge.Source])];
        int[] target = [.. edges.Select(edge => number[edge.Target])];
        var places = GraphLayout.Compute(CsrBuilder.UndirectedSimple(CsrBuilder.Directed(names.Length, source, target)), null, threads: 1, cancellationToken);
        var (x, y) = (Spread(places.X.Span), Spread(places.Y.Span));
        return [.. names.Select((name, i) => new DrawnNode(name, x[i], y[i], items.Contains(name)))];
    }

    private static double[] Spread(ReadOnlySpan<float> values)
    {
        var spread = new double[values.Length];
        var (least, most) = (float.MaxValue, float.MinValue);
        foreach (var value in values)
            (least, most) = (Math.Min(least, value), Math.Max(most, value));
        for (var i = 0; i < spread.Length; i++)
            spread[i] = most > least ? Math.Round((values[i] - least) / (double)(most - least), 3) : 0.5;
        return spread;
    }
}

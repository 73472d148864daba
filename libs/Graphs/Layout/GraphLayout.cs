using NetMl.Graphs.Csr;
using NetMl.Graphs.Structure;

namespace NetMl.Graphs.Layout;

/// <summary>Draws a graph: each component by forces, components side by side, nodes without edges as a grid.</summary>
public static class GraphLayout
{
    /// <summary>Places all nodes, with about one node per unit of area.</summary>
    /// <param name="undirected">As <see cref="CsrBuilder.UndirectedSimple"/> makes it: n nodes, symmetric, no self-loops.</param>
    /// <param name="options">Defaults to <see cref="LayoutOptions"/> as declared.</param>
    /// <param name="threads">0 for one per core; the result does not depend on it.</param>
    /// <param name="cancellationToken">Looked at once per step.</param>
    /// <returns>[n] positions around (0, 0).</returns>
    /// <exception cref="ArgumentException">An option is outside its range, or a weight that counts is below 0 or no number.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <remarks>O(m + n log n) per step of <see cref="ForceAtlas2"/>. Each component is turned so that its longest side lies flat, its outliers are drawn in, and it is scaled to the same density. Where most of a component hangs on one hub, <see cref="DominantHub"/> says how that is drawn.</remarks>
    public static NodePositions Compute(CsrGraph undirected, LayoutOptions? options = null, int threads = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(undirected);
        options ??= new LayoutOptions();
        options.Check();
        var shapes = new List<Shape>();
        var alone = new List<int>();
        foreach (var nodes in Components(undirected, threads))
        {
            if (nodes.Length == 1)
                alone.Add(nodes[0]);
            else
                shapes.Add(Draw(undirected, nodes, options, threads, cancellationToken));
        }
        if (alone.Count > 0)
            shapes.Add(Shape.Grid([.. alone], shapes.Count == 0 ? options.Aspect : 1));
        return ComponentPacking.Pack(shapes, undirected.NodeCount, options.Aspect);
    }

    private static Shape Draw(CsrGraph graph, int[] nodes, LayoutOptions options, int threads, CancellationToken cancellationToken)
    {
        if (DominantHub.Find(graph, nodes) is { } hub)
            return hub.Around(hub.Core.Length == 1 ? new Shape(hub.Core, [0], [0]) : Draw(graph, hub.Core, options, threads, cancellationToken));
        var part = nodes.Length == graph.NodeCount ? graph : Part(graph, nodes);
        var drawn = ForceAtlas2.Compute(part, options.Forces, threads, cancellationToken);
        var shape = new Shape(nodes, drawn.X.ToArray(), drawn.Y.ToArray());
        shape.LayFlat();
        shape.DrawIn();
        shape.ScaleToUnitDensity();
        NodeSpacing.Widen(shape.X, shape.Y, options.Distance, threads, cancellationToken);
        return shape;
    }

    /// <summary>Largest first; equal ones by their first node.</summary>
    private static IEnumerable<int[]> Components(CsrGraph graph, int threads)
    {
        var labels = WeakComponents.Compute(graph, threads);
        var sizes = labels.Sizes.Span;
        var members = new int[labels.Count][];
        for (var c = 0; c < members.Length; c++)
            members[c] = new int[sizes[c]];
        var filled = new int[members.Length];
        for (var v = 0; v < graph.NodeCount; v++)
        {
            var component = labels.ComponentOf.Span[v];
            members[component][filled[component]++] = v;
        }
        return members.OrderByDescending(nodes => nodes.Length);
    }

    private static CsrGraph Part(CsrGraph graph, int[] nodes)
    {
        List<int> sources = [], targets = [];
        List<double> weights = [];
        for (var i = 0; i < nodes.Length; i++)
        {
            var row = graph.Neighbours(nodes[i]);
            for (var e = 0; e < row.Length; e++)
            {
                if (Array.BinarySearch(nodes, row[e]) is not (>= 0 and var target))
                    continue;
                sources.Add(i);
                targets.Add(target);
                if (graph.IsWeighted)
                    weights.Add(graph.NeighbourWeights(nodes[i])[e]);
            }
        }
        return CsrBuilder.Directed(nodes.Length, sources.ToArray(), targets.ToArray(), weights.ToArray()).Graph;
    }
}

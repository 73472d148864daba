using System.Numerics;
using NetMl.Gnn.Inputs;
using NetMl.Tensors;

namespace NetMl.Gnn.Tests.Layers;

/// <summary>The graph of the layers' cases in all forms that layers want.</summary>
internal sealed class SmallGraph<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public required Tensor<T> X { get; init; }

    public required Adjacency Heard { get; init; }

    public required Adjacency HeardAndSelf { get; init; }

    public required SparseMatrix<T> Normalised { get; init; }

    public required Adjacency[] Relations { get; init; }

    public required PreparedGraph<T> Flows { get; init; }

    /// <param name="order">Node v is called order[v].</param>
    /// <param name="shuffle">Seed of another order of the edges; null = as they are.</param>
    public static SmallGraph<T> Create(int[]? order = null, int? shuffle = null)
    {
        var graph = shuffle is { } seed ? LayerCases.All.Graph.Shuffled(seed) : LayerCases.All.Graph;
        order ??= [.. Enumerable.Range(0, graph.Nodes)];
        int[] listeners = [.. graph.Listeners.Select(v => order[v])], sources = [.. graph.Sources.Select(u => order[u])];
        var width = graph.X.Length / graph.Nodes;
        var x = new Tensor<T>(graph.Nodes, width);
        for (var v = 0; v < graph.Nodes; v++)
            for (var j = 0; j < width; j++)
                x.Row(order[v])[j] = T.CreateChecked(graph.X[v * width + j]);
        Adjacency Relation(int relation) => Adjacency.Group(graph.Nodes, [.. listeners.Where((_, e) => graph.Relations[e] == relation)], [.. sources.Where((_, e) => graph.Relations[e] == relation)], skipSelf: false);
        var flowFeatures = graph.Flows.Length / listeners.Length;
        return new SmallGraph<T>
        {
            X = x,
            Heard = Adjacency.Group(graph.Nodes, listeners, sources, skipSelf: false),
            HeardAndSelf = NodeGraph<T>.Create(NodeGraph<T>.Join(graph.Nodes, sources, listeners, isDirected: true), x).WithSelf,
            Normalised = NodeGraph<T>.Create(NodeGraph<T>.Join(graph.Nodes, sources, listeners, isDirected: false), x).Normalised,
            Relations = [Relation(0), Relation(1), Relation(2)],
            Flows = PreparedGraph<T>.Create(
                new GraphSample(graph.Nodes, 1, new float[graph.Nodes], listeners, sources, flowFeatures, Array.ConvertAll(graph.Flows, value => (float)value)),
                Graphs.Plain(1), Graphs.Plain(flowFeatures)),
        };
    }

    /// <summary>The same for the first nodes as targets alone; all nodes stay sources.</summary>
    public SmallGraph<T> Block(int targets)
    {
        Adjacency First(Adjacency whole) => Adjacency.OfRows(whole.Columns, whole.Offsets[..(targets + 1)].ToArray(), whole.Sources[..whole.Offsets[targets]].ToArray());
        var normalised = First(Normalised.Pattern);
        return new SmallGraph<T>
        {
            X = X,
            Heard = First(Heard),
            HeardAndSelf = First(HeardAndSelf),
            Normalised = new SparseMatrix<T>(normalised, Normalised.Values[..normalised.Count].ToArray()),
            Relations = [.. Relations.Select(First)],
            Flows = Flows,
        };
    }
}

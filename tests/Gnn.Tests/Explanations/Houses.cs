using NetMl.Gnn.Artifacts;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.NodeClassification;
using NetMl.Tensors;
using NetMl.Tensors.Parallelism;

namespace NetMl.Gnn.Tests.Explanations;

/// <summary>The graph of GNNExplainer's first experiment, smaller: a Barabási–Albert graph with houses hung on it, and some random edges.</summary>
/// <remarks>
/// A node's class is its place: 0 in the graph, 1 at a house's eaves, 2 at its floor, 3 its roof. All features are 1. Ying et al. 2019, BA-Shapes.
/// <code>
///        4
///       / \
///      0 - 1
///      |   |        node 0 of a house is joined to the graph
///      3 - 2
/// </code>
/// </remarks>
internal sealed class Houses
{
    public const int Base = 150;
    public const int Count = 40;
    private const int Rooms = 5;
    private static readonly (int, int)[] Walls = [(0, 1), (1, 2), (2, 3), (3, 0), (4, 0), (4, 1)];

    private Houses(int[] source, int[] target, bool[] isWall, int[] labels)
    {
        (Source, Target, IsWall, Labels) = (source, target, isWall, labels);
    }

    public int[] Source { get; }

    public int[] Target { get; }

    /// <summary>[edges]: part of a house.</summary>
    public bool[] IsWall { get; }

    public int[] Labels { get; }

    public static int Nodes => Base + Rooms * Count;

    public static SparseMatrix<float> Raw { get; } = new(
        Adjacency.OfRows(1, [.. Enumerable.Range(0, Nodes + 1)], new int[Nodes]), [.. Enumerable.Repeat(1f, Nodes)]);

    public static int House(int node) => node < Base ? -1 : (node - Base) / Rooms;

    public static Houses Build(int seed)
    {
        var random = new Random(seed);
        var edges = new List<(int, int, bool)>();
        var ends = new List<int> { 0, 1, 2, 3, 4 };
        for (var node = 5; node < Base; node++)
        {
            foreach (var other in Enumerable.Range(0, 20).Select(_ => ends[random.Next(ends.Count)]).Distinct().Take(5).ToArray())
            {
                edges.Add((node, other, false));
                ends.AddRange([node, other]);
            }
        }
        for (var house = 0; house < Count; house++)
        {
            var first = Base + Rooms * house;
            edges.AddRange(Walls.Select(wall => (first + wall.Item1, first + wall.Item2, true)));
            edges.Add((first, random.Next(Base), false));
        }
        for (var i = 0; i < Nodes / 10; i++)
            edges.Add((random.Next(Nodes), random.Next(Nodes), false));
        int[] labels = [.. Enumerable.Range(0, Nodes).Select(node => node < Base ? 0 : ((node - Base) % Rooms) switch { 0 or 1 => 1, 4 => 3, _ => 2 })];
        return new Houses([.. edges.Select(edge => edge.Item1)], [.. edges.Select(edge => edge.Item2)], [.. edges.Select(edge => edge.Item3)], labels);
    }

    /// <summary>A trained classifier, and its accuracy on all nodes.</summary>
    public (NodeModelArtifact Model, double Accuracy) Train(NodeSettings settings, int seed)
    {
        var preparation = new FeaturePreparation(FeaturePreparation.RowShare, new Standardisation([], []));
        var graph = preparation.Apply(Raw, NodeGraph<float>.Join(Nodes, Source, Target, isDirected: false));
        var all = Enumerable.Range(0, Nodes).ToArray();
        string[] classes = ["graph", "eaves", "floor", "roof"];
        var outcome = NodeClassifier.Train(
            new NodeTask(graph, classes, Labels, [.. all.Where(node => node % 10 != 9)], [.. all.Where(node => node % 10 == 9)], []), settings, seed, WorkTeam.Alone, null, null, null, CancellationToken.None);
        var model = new NodeModelArtifact(settings, classes, 1, [], 1, preparation, false, outcome.Weights, new NodeLineage("job", "houses", "v1", seed));
        return (model, all.Count(node => outcome.Predicted[node] == Labels[node]) / (double)Nodes);
    }
}

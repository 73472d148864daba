using NetMl.Gnn.Artifacts;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Networks;
using NetMl.Gnn.NodeClassification;
using NetMl.Tensors;

namespace NetMl.Gnn.Tests.NodeClassification;

/// <summary>A node classifier with made-up weights, and the square 0–1–2–3–0 to ask it about.</summary>
internal static class SmallNodeModel
{
    public const int Features = 5;
    public static readonly int[] Source = [0, 1, 2, 3];
    public static readonly int[] Target = [1, 2, 3, 0];

    public static SparseMatrix<float> Raw { get; } = new(Adjacency.OfRows(Features, [0, 1, 2, 2, 4], [0, 3, 1, 4]), [1, 2, 1, 3]);

    public static NodeModelArtifact Create(string network = "gcn", FeaturePreparation? preparation = null, int raw = Features, int features = Features)
    {
        var settings = NodeNetworks.Defaults(network) with { Hidden = 4 };
        return new NodeModelArtifact(
            settings, ["left", "right", "middle"], raw, [], features, preparation ?? new FeaturePreparation(FeaturePreparation.RowShare, new Standardisation([], [])), false,
            NodeNetworks.Create(settings, features, 3).Layout.Initialise(7), new NodeLineage("job", "square", "v1", 7));
    }
}

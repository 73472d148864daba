using System.Globalization;
using NetMl.Contracts.Serving;
using NetMl.Gnn.Artifacts;
using NetMl.Gnn.Explanations;
using NetMl.Gnn.Inputs;
using NetMl.Inference.Datasets;
using NetMl.Inference.Models;
using NetMl.Inference.Refusals;
using NetMl.Tensors;

namespace NetMl.Inference.Explaining;

/// <summary>Makes the answer for a node of an imported graph.</summary>
internal sealed class NodeReasons(Reasons reasons)
{
    /// <exception cref="Refusal">404: no such node; 400: the graph is not of the kind that the model was trained on; 503: the names are not those of the graph.</exception>
    public ExplainResponse Of(ServedModel served, NodeModelArtifact artifact, StoredGraph graph, IReadOnlyList<string> names, string node, int maxNodes, CancellationToken cancellationToken)
    {
        if (names.Count != graph.Labels.Length)
            throw Refusal.Unavailable($"graph-feature gave {names.Count} names for {graph.Labels.Length} nodes: the graph was replaced while it was read.", TimeSpan.FromSeconds(2));
        var number = names.Index().Where(pair => pair.Item == node).Select(pair => pair.Index).DefaultIfEmpty(-1).First();
        if (number < 0)
            throw Refusal.NotFound($"The graph has no node '{node}'; its {names.Count} nodes are called like {string.Join(", ", names.Take(3))}.");
        if (names.Count > maxNodes)
            throw Refusal.TooLarge($"The graph has {names.Count} nodes; at most {maxNodes} are classified at once (setting Inference:Capacity:MaxNodes).");
        try
        {
            var (raw, source, target) = (graph.Raw, graph.Source, graph.Target);
            var why = new NodeExplainer(artifact).Explain(raw, source, target, number, new ExplanationSettings(), cancellationToken);
            EdgeReason[] edges = [.. why.Kept.Select(edge => new EdgeReason(names[source[edge]], names[target[edge]], why.EdgeWeights[Array.IndexOf(why.Edges, edge)], false))];
            return reasons.OfClass(served, why, node, Features(artifact, raw, number, why), edges, [node], "edge", cancellationToken);
        }
        catch (InvalidDataException unfit)
        {
            throw Refusal.BadRequest(unfit.Message);
        }
    }

    private static IEnumerable<FeatureReason> Features(NodeModelArtifact artifact, SparseMatrix<float> raw, int node, Explanation why)
    {
        var values = new Dictionary<int, float>();
        for (var e = raw.Pattern.Offsets[node]; e < raw.Pattern.Offsets[node + 1]; e++)
            values[raw.Pattern.Sources[e]] = values.GetValueOrDefault(raw.Pattern.Sources[e]) + raw.Values[e];
        return why.Contributions.Select((contribution, feature) =>
        {
            var name = artifact.Preparation.Kind == FeaturePreparation.Structure ? Places[feature]
                : artifact.FeatureNames.Count > 0 ? artifact.FeatureNames[feature] : string.Create(CultureInfo.InvariantCulture, $"feature {feature}");
            var value = artifact.Preparation.Kind == FeaturePreparation.Structure ? why.Inputs[feature] : values.GetValueOrDefault(feature);
            return new FeatureReason("node", name, value.ToString("0.####", CultureInfo.InvariantCulture), name, contribution);
        });
    }

    // What GraphPlaces computes, standardised.
    private static readonly string[] Places = ["nodes that it hears", "nodes that hear it", "mean degree of those", "largest degree of those"];
}

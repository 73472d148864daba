using System.Globalization;
using NetMl.Contracts.Graphs;
using NetMl.Contracts.Serving;
using NetMl.Gnn.Artifacts;
using NetMl.Gnn.Explanations;
using NetMl.Gnn.Inputs;
using NetMl.Inference.Models;
using NetMl.Inference.Refusals;
using NetMl.Tensors;
using NetMl.Tensors.Files;

namespace NetMl.Inference.Explaining;

/// <summary>Makes the answer for a node of an imported graph.</summary>
internal sealed class NodeReasons(Reasons reasons)
{
    /// <exception cref="Refusal">404: no such node; 400: the graph is not of the kind that the model was trained on; 503: the answer of graph-feature is torn.</exception>
    public ExplainResponse Of(ServedModel served, NodeModelArtifact artifact, byte[] tensors, IReadOnlyList<string> names, string node, int maxNodes, CancellationToken cancellationToken)
    {
        var number = names.Index().Where(pair => pair.Item == node).Select(pair => pair.Index).DefaultIfEmpty(-1).First();
        if (number < 0)
            throw Refusal.NotFound($"The graph has no node '{node}'; its {names.Count} nodes are called like {string.Join(", ", names.Take(3))}.");
        if (names.Count > maxNodes)
            throw Refusal.TooLarge($"The graph has {names.Count} nodes; at most {maxNodes} are classified at once (setting Inference:Capacity:MaxNodes).");
        try
        {
            var (raw, source, target) = Read(tensors);
            var why = new NodeExplainer(artifact).Explain(raw, source, target, number, new ExplanationSettings(), cancellationToken);
            EdgeReason[] edges = [.. why.Kept.Select(edge => new EdgeReason(names[source[edge]], names[target[edge]], why.EdgeWeights[Array.IndexOf(why.Edges, edge)], false))];
            return reasons.OfClass(served, why, node, Features(artifact, raw, number, why), edges, [node], "edge", cancellationToken);
        }
        catch (InvalidDataException unfit)
        {
            throw Refusal.BadRequest(unfit.Message);
        }
    }

    private static (SparseMatrix<float> Raw, int[] Source, int[] Target) Read(byte[] tensors)
    {
        var file = Safetensors.Read(tensors);
        if (!int.TryParse(file.Text(GraphTensors.Features), NumberStyles.None, CultureInfo.InvariantCulture, out var features))
            throw new InvalidDataException($"Metadata entry '{GraphTensors.Features}' is '{file.Text(GraphTensors.Features)}', not a whole number.");
        var pattern = Adjacency.OfRows(features, file.Tensor(GraphTensors.FeatureOffsets, -1).Int32().ToArray(), file.Tensor(GraphTensors.FeatureIndex, -1).Int32().ToArray());
        return (
            new SparseMatrix<float>(pattern, file.Tensor(GraphTensors.FeatureValue, pattern.Count).Float32().ToArray()),
            file.Tensor(GraphTensors.EdgeSource, -1).Int32().ToArray(), file.Tensor(GraphTensors.EdgeTarget, -1).Int32().ToArray());
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

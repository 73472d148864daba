using NetMl.Gnn.Artifacts;
using NetMl.Gnn.Networks;
using NetMl.Gnn.Parameters;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Parallelism;

namespace NetMl.Gnn.NodeClassification;

/// <summary>A trained node classifier, ready to predict. Safe for many threads.</summary>
public sealed class NodePredictor
{
    private readonly INodeNetwork _network;
    private readonly float[] _weights;

    /// <exception cref="InvalidDataException">The weights do not fit the network.</exception>
    public NodePredictor(NodeModelArtifact artifact)
    {
        Artifact = artifact;
        _network = artifact.CreateNetwork();
        _weights = artifact.Weights.ToArray();
        if (_weights.Length != _network.Layout.Count)
            throw new InvalidDataException($"The model has {_weights.Length} weights; its network needs {_network.Layout.Count}.");
    }

    public NodeModelArtifact Artifact { get; }

    /// <summary>Probabilities of the classes of every node. Cost of one forward pass; memory in proportion to nodes, edges and widths.</summary>
    /// <param name="raw">[n, RawFeatures].</param>
    /// <param name="source">[m].</param>
    /// <param name="target">[m].</param>
    /// <returns>[n, classes]; each row sums to 1.</returns>
    /// <exception cref="InvalidDataException">The features, or the number of nodes, are not of the kind that the model was trained on.</exception>
    /// <exception cref="ArgumentException">An edge names no node.</exception>
    public float[] Predict(SparseMatrix<float> raw, ReadOnlySpan<int> source, ReadOnlySpan<int> target)
    {
        if (raw.Columns != Artifact.RawFeatures)
            throw new InvalidDataException($"The nodes have {raw.Columns} features; the model was trained on {Artifact.RawFeatures}.");
        if (Artifact.Preparation.CountFor(raw) != Artifact.Features)
            throw new InvalidDataException($"The model knows the {Artifact.Features} nodes of its own graph only, by their numbers, not {raw.Rows}.");
        if (raw.Rows == 0)
            return [];
        var graph = Artifact.Preparation.Apply(raw, Inputs.NodeGraph<float>.Join(raw.Rows, source, target, Artifact.IsDirected));
        var tape = new Tape<float>(WorkTeam.Alone);
        tape.Reset(Pass.Evaluation);
        var logits = _network.Forward(tape, new ParameterSet<float>(tape, _network.Layout, _weights, Memory<float>.Empty), graph).Value;
        return NetworkClassifier.Probabilities(logits.Span, logits.Columns);
    }
}

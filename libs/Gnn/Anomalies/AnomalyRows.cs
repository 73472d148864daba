using NetMl.Gnn.Artifacts;
using NetMl.Gnn.Inputs;

namespace NetMl.Gnn.Anomalies;

/// <summary>What scorers see of a graph's items.</summary>
internal sealed class AnomalyRows
{
    private readonly ModelArtifact _artifact;
    private readonly TrainedNetwork _trained;

    /// <exception cref="InvalidDataException">The artifact is for another task or does not fit its own structure.</exception>
    public AnomalyRows(ModelArtifact artifact)
    {
        _artifact = artifact;
        _trained = new TrainedNetwork(artifact);
        Network = _trained.Network as IAnomalyNetwork
            ?? throw new InvalidDataException($"The model's task is {artifact.Task}, which has classes; {AnomalyTasks.Flows} and {AnomalyTasks.Hosts} have scores.");
    }

    public IAnomalyNetwork Network { get; }

    public bool AreFlows => GraphNetworks.IsOfFlows(_artifact.Task);

    /// <summary>Columns of a row.</summary>
    public int Width => Network.Embedding + Network.Foretold;

    public IReadOnlyList<string> FeatureNames => AreFlows ? _artifact.FlowFeatureNames : _artifact.NodeFeatureNames;

    public Standardisation Scale => AreFlows ? _artifact.FlowScale : _artifact.NodeScale;

    /// <summary>Raw features [items, f] of a graph's items.</summary>
    public ReadOnlyMemory<float> Raw(GraphSample graph) => AreFlows ? graph.FlowFeatures : graph.NodeFeatures;

    /// <summary>Embedding, then standardised features minus what was foretold of them.</summary>
    /// <returns>[items, <see cref="Width"/>].</returns>
    /// <exception cref="InvalidDataException">The number of features differs, or a feature is not a finite number.</exception>
    public float[] Of(GraphSample graph)
    {
        var prepared = _trained.Prepare(graph);
        var owned = OwnedItems<float>.All(prepared, AreFlows);
        var rows = _trained.Answer(prepared, owned).Span.ToArray();
        for (var i = 0; i < owned.Features.Rows && Network.Foretold > 0; i++)
        {
            var errors = rows.AsSpan(i * Width + Network.Embedding, Network.Foretold);
            System.Numerics.Tensors.TensorPrimitives.Subtract(owned.Features.Row(i), errors, errors);
        }
        return rows;
    }
}

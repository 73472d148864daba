using NetMl.Gnn.Artifacts;
using NetMl.Gnn.Inputs;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn;

/// <summary>A trained network that tells classes of flows or hosts apart, ready to predict. Immutable: any number of threads may call it at once.</summary>
public sealed class NetworkClassifier
{
    private readonly TrainedNetwork _trained;
    private readonly bool _areFlows;

    /// <exception cref="InvalidDataException">The artifact's task has no classes, it has no network, or it does not fit its own structure.</exception>
    public NetworkClassifier(ModelArtifact artifact)
    {
        if (!GraphNetworks.HasClasses(artifact.Task))
            throw new InvalidDataException($"The model's task is {artifact.Task}, which has no classes.");
        (_trained, _areFlows, Classes) = (new TrainedNetwork(artifact), GraphNetworks.IsOfFlows(artifact.Task), artifact.Classes);
    }

    /// <summary>Class names in the order of the probabilities.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>Probabilities of the classes for every flow, or every node, of the graph.</summary>
    /// <param name="graph">Raw features, in the order of the artifact's names (<see cref="ModelArtifact.Select"/>).</param>
    /// <returns>[items, classes] row-major; each row sums to 1 within 1e-5.</returns>
    /// <exception cref="InvalidDataException">The number of features differs, or a feature is not a finite number.</exception>
    public float[] Predict(GraphSample graph)
    {
        var prepared = _trained.Prepare(graph);
        return Probabilities(_trained.Answer(prepared, OwnedItems<float>.All(prepared, _areFlows)).Span, Classes.Count);
    }

    /// <summary>Softmax of each row.</summary>
    /// <param name="logits">[items, classes].</param>
    public static float[] Probabilities(ReadOnlySpan<float> logits, int classes)
    {
        var probabilities = new float[logits.Length];
        for (var at = 0; at < logits.Length; at += classes)
            SoftmaxCrossEntropy.Softmax(logits.Slice(at, classes), probabilities.AsSpan(at, classes));
        return probabilities;
    }
}

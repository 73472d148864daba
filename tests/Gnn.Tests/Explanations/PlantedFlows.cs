using NetMl.Gnn.Artifacts;
using NetMl.Gnn.FlowClassification;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Parameters;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Optimisation;

namespace NetMl.Gnn.Tests.Explanations;

/// <summary>Flows whose class is known to come from one thing: a mark on another flow of the same source, or a mark of their own.</summary>
/// <remarks>Each source opens six flows to servers of its own; flow features are a mark and two that mean nothing, node features one that means nothing.</remarks>
internal sealed class PlantedFlows
{
    public const int FlowsOfSource = 6;
    private const int Sources = 60;

    private PlantedFlows(GraphSample graph, int[] labels)
    {
        Graph = graph;
        Labels = labels;
    }

    public GraphSample Graph { get; }

    /// <summary>[m].</summary>
    public int[] Labels { get; }

    /// <param name="isOwn">True: the class of a flow is its own mark; false: whether its source's first flow has one.</param>
    public static PlantedFlows Build(bool isOwn, int seed)
    {
        var random = new Random(seed);
        var (source, target, flows, labels) = (new List<int>(), new List<int>(), new List<float>(), new List<int>());
        for (var host = 0; host < Sources; host++)
        {
            var isMarked = random.Next(2) == 1;
            for (var i = 0; i < FlowsOfSource; i++)
            {
                source.Add(host);
                target.Add(Sources + host * FlowsOfSource + i);
                var mark = isOwn ? random.Next(2) : isMarked && i == 0 ? 1 : 0;
                flows.AddRange([4 * mark, Noise(random), Noise(random)]);
                labels.Add(isOwn ? mark : isMarked ? 1 : 0);
            }
        }
        var nodes = Sources * (1 + FlowsOfSource);
        float[] hosts = [.. Enumerable.Range(0, nodes).Select(_ => Noise(random))];
        return new PlantedFlows(new GraphSample(nodes, 1, hosts, source.ToArray(), target.ToArray(), 3, flows.ToArray()), [.. labels]);
    }

    /// <summary>A trained model, and its accuracy on what it learnt from.</summary>
    public (ModelArtifact Model, double Accuracy) Train(string network)
    {
        var artifact = new ModelArtifact(
            FlowNetwork.Task, ["benign", "marked"], ["nothing"], ["mark", "noise", "other noise"], Standardisation.Fit(Graph.NodeFeatures.Span, 1),
            Standardisation.Fit(Graph.FlowFeatures.Span, 3), 8, 0, ReadOnlyMemory<float>.Empty, new ModelLineage("job", "planted", 1))
        { Network = network };
        var built = artifact.CreateNetwork();
        var prepared = PreparedGraph<float>.Create(Graph, artifact.NodeScale, artifact.FlowScale);
        var owned = OwnedItems<float>.OfFlows(prepared, Enumerable.Range(0, Graph.Flows).ToArray(), Labels, new[] { 1f, 1f });
        float[] values = built.Layout.Initialise(1), gradient = new float[values.Length], first = new float[values.Length], second = new float[values.Length];
        var (tape, optimiser) = (new Tape<float>(), new Adam());
        var parameters = new ParameterSet<float>(tape, built.Layout, values, gradient);
        for (var step = 0; step < 300; step++)
        {
            tape.Reset(Pass.Training(1, step));
            tape.Backward(built.Loss(tape, parameters, prepared, owned));
            optimiser.Step(new OptimiserStep(step, 0.02f, 1e-4f), gradient, values, first, second);
            gradient.AsSpan().Clear();
        }
        var model = artifact with { Weights = values };
        var probabilities = new NetworkClassifier(model).Predict(Graph);
        return (model, Enumerable.Range(0, Graph.Flows).Count(flow => (probabilities[2 * flow + 1] > 0.5 ? 1 : 0) == Labels[flow]) / (double)Graph.Flows);
    }

    private static float Noise(Random random) => (float)(random.NextDouble() * 2 - 1);
}

using System.Numerics.Tensors;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Training;
using NetMl.Tensors.Parallelism;

namespace NetMl.Gnn.Parts;

/// <summary>Computes one part of a job: gradients while it trains, outputs when it is tested.</summary>
/// <remarks>One thread at a time. Buffers are kept from round to round. The same part and parameters give the same bits.</remarks>
public sealed class PartProgram
{
    private readonly IGraphNetwork _network;
    private readonly TrainingPart _part;
    private readonly PreparedGraph<float> _graph;
    private readonly OwnedItems<float> _owned;
    private readonly NetworkPasses _passes;

    /// <exception cref="InvalidDataException">The part contradicts itself.</exception>
    public PartProgram(TrainingPart part)
    {
        _part = part;
        _network = GraphNetworks.Create(new NetworkShape(part.Task, part.Network, part.NodeScale.Mean.Length, part.FlowScale.Mean.Length, part.HiddenSize, part.Classes));
        _passes = new NetworkPasses(_network.Layout, part.Seed, WorkTeam.Alone);
        _graph = PreparedGraph<float>.Create(part.Train.Graph, part.NodeScale, part.FlowScale);
        _owned = Own(_graph, part.Train);
    }

    /// <summary>Length of parameters and gradients.</summary>
    public int Parameters => _network.Layout.Count;

    /// <summary>Items that this part learns from.</summary>
    public int Items => _part.Train.Owned.Length;

    /// <summary>Outputs per test item.</summary>
    public int Outputs => _network.Outputs;

    /// <summary>Gradient of (loss sum of this part / items of all parts).</summary>
    /// <param name="parameters">[<see cref="Parameters"/>].</param>
    /// <param name="gradient">[<see cref="Parameters"/>]; overwritten.</param>
    /// <param name="step">Number of the round: with the part's seed it fixes what is drawn.</param>
    /// <returns>The loss sum of this part.</returns>
    public double ComputeGradient(Memory<float> parameters, Memory<float> gradient, long step)
    {
        gradient.Span.Clear();
        if (Items == 0)
            return 0;
        var loss = _passes.Learn(step, parameters, gradient, (tape, set) => _network.Loss(tape, set, _graph, _owned));
        TensorPrimitives.Multiply(gradient.Span, 1f / _part.TotalItems, gradient.Span);
        return loss;
    }

    /// <summary>Outputs for the test items of this part, in the order of their rows.</summary>
    /// <returns>[test items, <see cref="Outputs"/>] row-major: logits, or foretold standardised features.</returns>
    public float[] Evaluate(Memory<float> parameters)
    {
        if (_part.Test.Owned.Length == 0)
            return [];
        var graph = PreparedGraph<float>.Create(_part.Test.Graph, _part.NodeScale, _part.FlowScale);
        var owned = Own(graph, _part.Test);
        return _passes.Answer(parameters, (tape, set) => _network.Forward(tape, set, graph, owned)).Span.ToArray();
    }

    private OwnedItems<float> Own(PreparedGraph<float> graph, GraphPart part) =>
        OwnedItems<float>.Of(graph, GraphNetworks.IsOfFlows(_part.Task), part.Owned, part.Labels, _part.ClassWeights, part.Weights);
}

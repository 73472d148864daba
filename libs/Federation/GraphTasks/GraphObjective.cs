using NetMl.Contracts.Federation;
using NetMl.Contracts.Training;
using NetMl.Federation.Learning;
using NetMl.Federation.Statistics;
using NetMl.Gnn;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Parameters;
using NetMl.Gnn.Scores;
using NetMl.Tensors.Autograd;

namespace NetMl.Federation.GraphTasks;

/// <summary>The loss of a plan's network over one site's windows.</summary>
/// <remarks>One thread at a time: the tape's buffers are reused from call to call. The gradients of all units add up to that of the whole graph.</remarks>
internal sealed class GraphObjective : ITestedObjective
{
    private readonly IGraphNetwork _network;
    private readonly Tape<float> _tape = new();
    private readonly WindowUnit[] _train;
    private readonly WindowUnit[] _test;

    public GraphObjective(FederationPlan plan, SharedScaling scaling, GraphSide train, GraphSide test)
    {
        _network = PlannedNetwork.Create(plan);
        IsFlows = plan.Task == TrainingTasks.FlowClassification;
        var nodes = PlannedNetwork.NodeScale(plan, scaling);
        var weights = scaling.ClassWeights();
        _train = Prepare(train);
        _test = Prepare(test);
        Items = _train.Sum(unit => unit.Items);

        WindowUnit[] Prepare(GraphSide side) =>
            [.. side.Windows().Select(window => WindowUnit.Create(window.Graph, window.Labels, IsFlows, nodes, scaling.Flows, weights)).Where(unit => unit.Items > 0)];
    }

    public int Parameters => _network.Layout.Count;

    public int Items { get; }

    public int Units => _train.Length;

    /// <summary>0 for a host model.</summary>
    public int Classes => IsFlows ? _network.Outputs : 0;

    private bool IsFlows { get; }

    public int ItemsOf(int unit) => _train[unit].Items;

    public double AddGradient(int unit, Memory<float> parameters, Memory<float> gradient)
    {
        var loss = Loss(_train[unit], parameters, gradient);
        _tape.Backward(loss);
        return loss.Value.Span[0];
    }

    public double Loss(Memory<float> parameters)
    {
        var sum = 0.0;
        foreach (var unit in _train)
            sum += Loss(unit, parameters, Memory<float>.Empty).Value.Span[0];
        return sum / Items;
    }

    public LocalScores Test(Memory<float> parameters)
    {
        var items = _test.Sum(unit => unit.Items);
        var loss = 0.0;
        var confusion = new ConfusionCounts(Classes);
        foreach (var unit in _test)
        {
            loss += Loss(unit, parameters, Memory<float>.Empty).Value.Span[0];
            if (IsFlows)
                confusion.Add(unit.Owned.Labels.Span, ClassificationReport.ArgMax(_network.Forward(_tape, Set(parameters, Memory<float>.Empty), unit.Graph, unit.Owned).Value.Span, Classes));
        }
        return new LocalScores(items == 0 ? 0 : loss / items, confusion.Accuracy, confusion.Shares(), items);
    }

    private Variable<float> Loss(WindowUnit unit, Memory<float> parameters, Memory<float> gradient)
    {
        _tape.Reset();
        return _network.Loss(_tape, Set(parameters, gradient), unit.Graph, unit.Owned);
    }

    private ParameterSet<float> Set(Memory<float> parameters, Memory<float> gradient) => new(_tape, _network.Layout, parameters, gradient);
}

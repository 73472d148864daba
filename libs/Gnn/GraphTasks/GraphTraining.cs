using NetMl.Gnn.Inputs;
using NetMl.Gnn.Parameters;
using NetMl.Gnn.Parts;
using NetMl.Gnn.Scores;
using NetMl.Gnn.Training;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;
using NetMl.Tensors.Optimisation;
using NetMl.Tensors.Parallelism;

namespace NetMl.Gnn.GraphTasks;

/// <summary>Whole training of a network over flows or hosts in one process: full batches, early stopping by a validation metric.</summary>
/// <remarks>One thread at a time, which the team helps. The same task, settings and seed give the same bits for any number of threads.</remarks>
public sealed class GraphTraining : ITrainingTask
{
    private readonly GraphTask _task;
    private readonly string _metric;
    private readonly IGraphNetwork _network;
    private readonly NetworkPasses _passes;
    private readonly (PreparedGraph<float> Graph, OwnedItems<float> Items) _train;
    private readonly (PreparedGraph<float> Graph, OwnedItems<float> Items) _validation;

    private readonly int[] _judged;

    private GraphTraining(GraphTask task, string metric, int seed, WorkTeam team)
    {
        if (task.Train.Owned.IsEmpty)
            throw new ArgumentException("There is nothing to learn from.", nameof(task));
        (_task, _metric, _network) = (task, metric, GraphNetworks.Create(task.Shape));
        _passes = new NetworkPasses(_network.Layout, seed, team);
        _train = Prepare(task.Train);
        _validation = Prepare(task.Validation);
        _judged = [.. Enumerable.Range(0, task.Validation.Owned.Length)];
    }

    public ParameterLayout Layout => _network.Layout;

    public int StepsPerEpoch => 1;

    /// <summary>Trains, and computes the outputs of the test items with the weights of the best validation.</summary>
    /// <param name="seed">Of the first weights and of every random number.</param>
    /// <param name="checkpoint">Where to go on, of the same task, settings and seed; null = at the beginning.</param>
    /// <param name="epochEnded">Called after each epoch.</param>
    /// <param name="checkpointReached">Called every 20 epochs; it must be written before this returns.</param>
    /// <exception cref="ArgumentException">There is nothing to learn from, or the checkpoint is that of another network.</exception>
    /// <exception cref="InvalidDataException">The shape names no network, or a feature is not a finite number.</exception>
    /// <exception cref="TrainingDivergedException">The loss is no longer a number.</exception>
    public static GraphOutcome Train(
        GraphTask task, GraphSettings settings, int seed, WorkTeam team, TrainingState? checkpoint,
        Action<EpochReport>? epochEnded, Action<TrainingState>? checkpointReached, CancellationToken cancellationToken)
    {
        var training = new GraphTraining(task, GraphNetworks.HasClasses(task.Shape.Task) ? settings.Metric : GraphSettings.Loss, seed, team);
        var state = checkpoint ?? new TrainingState(training.Layout.Initialise(seed));
        new TrainingLoop(training, Plan(settings, checkpointReached is not null)) { EpochEnded = epochEnded, CheckpointReached = checkpointReached }.Run(state, cancellationToken);
        return new GraphOutcome(
            state.Best.ToArray(), state.Epoch, state.BestEpoch, state.BestScore, training.Outputs(state.Best, task.Validation), training.Outputs(state.Best, task.Test));
    }

    /// <inheritdoc/>
    public double ComputeGradient(long step, Memory<float> values, Memory<float> gradient) =>
        _passes.Learn(step, values, gradient, (tape, parameters) => tape.Scale(Loss(tape, parameters, _train), 1f / _task.Train.Owned.Length));

    /// <inheritdoc/>
    public ValidationScore? Validate(Memory<float> values)
    {
        var items = _task.Validation.Owned.Length;
        if (items == 0)
            return null;
        if (_metric == GraphSettings.Loss)
        {
            var loss = _passes.Answer(values, (tape, parameters) => Loss(tape, parameters, _validation)).Span[0] / items;
            return new ValidationScore(loss, -loss);
        }
        var logits = _passes.Answer(values, (tape, parameters) => _network.Forward(tape, parameters, _validation.Graph, _validation.Items));
        var labels = _task.Validation.Labels.Span;
        var judged = ClassJudgement.Of(logits, labels, _judged);
        if (_metric == GraphSettings.Auroc)
            return judged with { Score = OneAgainstRest.Auroc(logits.Span, labels, logits.Columns) };
        var report = ClassificationReport.Of(labels, ClassificationReport.ArgMax(logits.Span, logits.Columns), logits.Columns);
        return judged with { Score = _metric == GraphSettings.MacroF1 ? report.MacroF1 : report.Accuracy };
    }

    private static TrainingPlan Plan(GraphSettings settings, bool hasCheckpoints) => new(
        Math.Min(settings.PauseAt ?? settings.Epochs, settings.Epochs), settings.Patience * settings.ValidateEvery, settings.ValidateEvery, Clip: 1, CheckpointEvery: hasCheckpoints ? 20 : 0)
    {
        Optimiser = new AdamW(),
        Schedule = new CosineRate((float)settings.LearningRate, settings.Epochs, FinalShare: 0.01),
        WeightDecay = slot => slot.IsBias ? 0 : (float)settings.WeightDecay,
    };

    private Variable<float> Loss(Tape<float> tape, ParameterSet<float> parameters, (PreparedGraph<float> Graph, OwnedItems<float> Items) side) =>
        _network.Loss(tape, parameters, side.Graph, side.Items);

    private float[] Outputs(Memory<float> values, GraphPart part)
    {
        if (part.Owned.IsEmpty)
            return [];
        var (graph, items) = Prepare(part);
        return _passes.Answer(values, (tape, parameters) => _network.Forward(tape, parameters, graph, items)).Span.ToArray();
    }

    private (PreparedGraph<float> Graph, OwnedItems<float> Items) Prepare(GraphPart part)
    {
        var graph = ReferenceEquals(part.Graph, _task.Train.Graph) && _train.Graph is { } known ? known : PreparedGraph<float>.Create(part.Graph, _task.NodeScale, _task.FlowScale);
        return (graph, OwnedItems<float>.Of(graph, GraphNetworks.IsOfFlows(_task.Shape.Task), part.Owned, part.Labels, _task.ClassWeights, part.Weights));
    }
}

using NetMl.Gnn.Parameters;
using NetMl.Tensors.Optimisation;

namespace NetMl.Gnn.Training;

/// <summary>The one loop that trains any network here: epochs, steps, validation, early stopping, checkpoints.</summary>
/// <remarks>A steady step allocates nothing beyond what the task's <see cref="ITrainingTask.ComputeGradient"/> does.</remarks>
public sealed class TrainingLoop(ITrainingTask task, TrainingPlan plan)
{
    private readonly float[] _gradient = new float[task.Layout.Count];
    private readonly float[] _decays = [.. task.Layout.Slots.Select(slot => plan.WeightDecay?.Invoke(slot) ?? 0)];

    /// <summary>Called after each epoch.</summary>
    public Action<EpochReport>? EpochEnded { get; init; }

    /// <summary>Called with the state at each checkpoint; it must be written before this returns, since training goes on in it.</summary>
    public Action<TrainingState>? CheckpointReached { get; init; }

    /// <summary>Trains until the epochs are over or validation has not become better for the plan's patience.</summary>
    /// <param name="state">Where to begin: new, or read from a checkpoint; changed in place.</param>
    /// <exception cref="ArgumentException">The state is that of another network.</exception>
    /// <exception cref="TrainingDivergedException">The loss is no longer a number.</exception>
    public void Run(TrainingState state, CancellationToken cancellationToken)
    {
        if (state.Count != task.Layout.Count)
            throw new ArgumentException($"The network has {task.Layout.Count} parameters, the state {state.Count}.", nameof(state));
        ArgumentOutOfRangeException.ThrowIfLessThan(task.StepsPerEpoch, 1, nameof(task));
        while (state.Epoch < plan.Epochs && !IsOutOfPatience(state))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var loss = 0.0;
            for (var step = 0; step < task.StepsPerEpoch; step++)
                loss += Step(state, (long)state.Epoch * task.StepsPerEpoch + step);
            loss /= task.StepsPerEpoch;
            if (!double.IsFinite(loss))
                throw new TrainingDivergedException(state.Epoch + 1, loss);
            state.Epoch++;
            var report = Judge(state, loss);
            EpochEnded?.Invoke(report);
            if (plan.CheckpointEvery > 0 && state.Epoch % plan.CheckpointEvery == 0)
                CheckpointReached?.Invoke(state);
        }
        if (state.Values.Span.ContainsAnyExceptInRange(float.MinValue, float.MaxValue))
            throw new TrainingDivergedException(state.Epoch, double.NaN);
    }

    /// <summary>One step of the optimiser.</summary>
    /// <returns>The mean loss before it.</returns>
    public double Step(TrainingState state, long step)
    {
        _gradient.AsSpan().Clear();
        var loss = task.ComputeGradient(step, state.Values, _gradient);
        if (plan.Clip > 0)
            GradientClipping.ByNorm(_gradient, (float)plan.Clip);
        var rate = plan.Schedule.Rate((int)step);
        for (var i = 0; i < task.Layout.Slots.Count; i++)
        {
            var slot = task.Layout.Slots[i];
            plan.Optimiser.Step(new OptimiserStep((int)step, rate, _decays[i]), Of(_gradient, slot), Of(state.Values, slot), Of(state.First, slot), Of(state.Second, slot));
        }
        return loss;
    }

    private static Span<float> Of(Memory<float> flat, ParameterSlot slot) => flat.Span.Slice(slot.Offset, slot.Count);

    private EpochReport Judge(TrainingState state, double loss)
    {
        var validation = state.Epoch % plan.ValidateEvery == 0 || state.Epoch == plan.Epochs ? task.Validate(state.Values) : null;
        if (validation is { } judged && !double.IsFinite(judged.Loss))
            throw new TrainingDivergedException(state.Epoch, judged.Loss);
        var isBest = validation is { } now && (state.BestScore is not { } best || Rank(now).CompareTo(Rank(best)) > 0);
        if (isBest)
            (state.BestEpoch, state.BestScore) = (state.Epoch, validation);
        if (isBest || state.BestScore is null)
            state.Values.CopyTo(state.Best);
        return new EpochReport(state.Epoch, loss, validation, isBest);
    }

    private (double Merit, double Gain) Rank(ValidationScore validation) => (plan.Merit(validation), -validation.Loss);

    private bool IsOutOfPatience(TrainingState state) => plan.Patience > 0 && state.BestEpoch > 0 && state.Epoch - state.BestEpoch >= plan.Patience;
}

/// <summary>The loss became infinite or no number; the message says when and what to do.</summary>
public sealed class TrainingDivergedException(int epoch, double loss)
    : Exception($"The loss became {loss} in epoch {epoch}: lower the learning rate, or limit the gradient's norm.");

using NetMl.Contracts.Training;
using NetMl.Gnn.NodeClassification;
using NetMl.Gnn.Parts;
using NetMl.TrainingCoordinator.Jobs;
using NetMl.TrainingCoordinator.Leases;
using NetMl.TrainingCoordinator.Rounds;

namespace NetMl.TrainingCoordinator.NodeClassification;

/// <summary>A node job whose repeats workers may lease, each a whole training. In memory, one lock: a restarted coordinator begins all repeats anew, and ends at the same bits.</summary>
sealed class NodeJob : IWholeTrainings
{
    // Points of the curve of one of very many repeats.
    private const int LeastPoints = 16;

    private readonly Lock _gate = new();
    private readonly TrainingJob _job;
    private readonly TimeProvider _time;
    private readonly Repeat[] _repeats;
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long? _since;
    private (int Repeat, NodeOutcome Outcome)? _best;

    public NodeJob(TrainingJob job, NodeSet input, TimeProvider time)
    {
        (_job, Input, _time) = (job, input, time);
        _repeats = [.. Enumerable.Range(0, input.Request.Repeats ?? 1).Select(_ => new Repeat(new LearningCurve(Math.Max(LeastPoints, LearningCurve.Most / (input.Request.Repeats ?? 1)))))];
    }

    public string Id => _job.Id;

    public NodeSet Input { get; }

    public int Parts => _repeats.Length;

    /// <summary>Completes when every repeat has its result.</summary>
    /// <exception cref="PartFailedException">A repeat cannot be computed.</exception>
    public Task Done => _done.Task;

    public bool IsOpen(int part)
    {
        lock (_gate)
            return _repeats[part].Result is null;
    }

    public PartLease Grant(string lease, string worker, int part, double expirySeconds)
    {
        lock (_gate)
        {
            _repeats[part].Since = _time.GetTimestamp();
            _since ??= _repeats[part].Since;
            return new PartLease(lease, Id, part, Parts, 0, 0, expirySeconds, TrainingTasks.NodeClassification);
        }
    }

    public ReadOnlyMemory<byte> PartFile(int part) => Input.PartFile;

    /// <inheritdoc/>
    public void Report(int part, string worker, PartProgress progress)
    {
        lock (_gate)
        {
            if (_repeats[part].Result is not null)
                return;
            _repeats[part].Curve.Add(progress.Curve ?? []);
            _repeats[part].Progress = new RepeatProgress(part, progress.Epoch, progress.Loss, progress.Validation, worker, IsDone: false, CurveOf(part));
            Show();
        }
    }

    /// <inheritdoc/>
    public long CheckpointLimitBytes(int part) => Checkpoints.LimitBytes(Input.Parameters);

    /// <inheritdoc/>
    public void Keep(int part, ReadOnlyMemory<byte> checkpoint)
    {
        lock (_gate)
        {
            if (_repeats[part].Result is null)
                _repeats[part].Checkpoint = checkpoint;
        }
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte>? CheckpointOf(int part)
    {
        lock (_gate)
            return _repeats[part].Checkpoint;
    }

    /// <inheritdoc/>
    public long OutcomeLimitBytes(int part) => NodeOutcomeFile.LimitBytes(Input.Parameters, Input.Task.Graph.Nodes);

    /// <inheritdoc/>
    public void TakeOutcome(int part, string worker, ReadOnlyMemory<byte> file) =>
        GiveOutcome(part, worker, NodeOutcomeFile.Read(file, Input.Parameters, Input.Task.Graph.Nodes, Input.Task.Classes.Count));

    /// <summary>Takes the outcome of a repeat in; a repeated one changes nothing.</summary>
    public void GiveOutcome(int part, string worker, NodeOutcome outcome)
    {
        var report = NodeEvaluation.Report(Input, outcome.Predicted);
        lock (_gate)
        {
            var repeat = _repeats[part];
            if (repeat.Result is not null)
                return;
            repeat.Result = new RepeatResult(
                part, Input.Request.Seed + part, outcome.Epochs, outcome.BestEpoch, outcome.Validation?.Score, report.Accuracy, report.MacroF1,
                _time.GetElapsedTime(repeat.Since).TotalSeconds, worker);
            repeat.Checkpoint = null;
            repeat.Progress = new RepeatProgress(part, outcome.Epochs, repeat.Progress?.Loss ?? 0, outcome.Validation?.Score, worker, IsDone: true, CurveOf(part));
            // Of the weights only the best are kept; the choice does not depend on the order of arrival.
            if (_best is not { } best || IsBetter(part, outcome, best.Repeat, best.Outcome))
                _best = (part, outcome);
            Show();
            if (Array.TrueForAll(_repeats, one => one.Result is not null))
                _done.TrySetResult();
        }
    }

    /// <summary>Ends the job: every repeat would meet it.</summary>
    public void Fail(int part, string problem) => _done.TrySetException(new PartFailedException(problem));

    /// <summary>The results of all repeats, the one to publish, and how long they took; only when <see cref="Done"/>.</summary>
    public (IReadOnlyList<RepeatResult> Results, int Best, NodeOutcome Outcome, double Seconds) Ending()
    {
        lock (_gate)
        {
            var best = _best ?? throw new InvalidOperationException("No repeat is done.");
            return ([.. _repeats.Select(repeat => repeat.Result).OfType<RepeatResult>()], best.Repeat, best.Outcome, _since is { } since ? _time.GetElapsedTime(since).TotalSeconds : 0);
        }
    }

    private static bool IsBetter(int part, NodeOutcome outcome, int bestPart, NodeOutcome best)
    {
        if (outcome.Validation is not { } now || best.Validation is not { } then)
            return part < bestPart;
        return now.Score != then.Score ? now.Score > then.Score : now.Loss != then.Loss ? now.Loss < then.Loss : part < bestPart;
    }

    private IReadOnlyList<CurvePoint>? CurveOf(int part) => _repeats[part].Curve.Points is { Count: > 0 } points ? points : null;

    private void Show()
    {
        IReadOnlyList<RepeatProgress> shown = [.. _repeats.Select(repeat => repeat.Progress).OfType<RepeatProgress>()];
        var epochs = shown.Sum(one => one.Epoch) / Parts;
        IReadOnlyList<WorkerShare> shares =
        [
            .. shown.GroupBy(one => one.Worker, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new WorkerShare(group.Key, [.. group.Select(one => one.Repeat)], Input.Task.Train.Length, group.Count(one => one.IsDone))),
        ];
        _job.Update(status => status with { Epoch = epochs, Repeats = shown, Workers = shares });
    }

    private sealed class Repeat(LearningCurve curve)
    {
        public LearningCurve Curve { get; } = curve;

        public long Since { get; set; }

        public RepeatProgress? Progress { get; set; }

        public ReadOnlyMemory<byte>? Checkpoint { get; set; }

        public RepeatResult? Result { get; set; }
    }
}

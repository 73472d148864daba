using NetMl.Contracts.Training;
using NetMl.ParameterServer.Rounds;

namespace NetMl.TrainingCoordinator.Rounds;

/// <summary>What all parts of a round reported together.</summary>
readonly record struct RoundTotals(double LossSum, long Items);

/// <summary>The barrier of one job: workers report rounds and outputs, the job's execution opens the next round. One lock.</summary>
sealed class JobRounds
{
    private readonly Lock _gate = new();
    private readonly RoundClock _clock;
    private readonly RoundReport?[] _reports;
    private readonly float[]?[] _outputs;
    private string _phase = Train;
    private string? _problem;
    private TaskCompletionSource _changed = NewSignal();

    private const string Train = "train";
    private const string Evaluate = "evaluate";
    private const string Stop = "stop";

    /// <param name="round">The open round; shards hold its parameters.</param>
    public JobRounds(int parts, int round)
    {
        _clock = new RoundClock(parts, round);
        _reports = new RoundReport?[parts];
        _outputs = new float[]?[parts];
    }

    /// <summary>The open round.</summary>
    public int Round
    {
        get
        {
            lock (_gate)
                return _clock.Round;
        }
    }

    /// <summary>Takes a part's report in; a repeated or late one changes nothing.</summary>
    /// <returns>True when it was the first one of the open round.</returns>
    public bool Report(int part, RoundReport report)
    {
        var arrival = Arrival.Stale;
        Change(() =>
        {
            if (report.Problem is not null)
                _problem ??= report.Problem;
            else if (_phase == Train)
                arrival = _clock.Arrive(part, report.Round);
            if (arrival == Arrival.Accepted)
                _reports[part] = report;
            if (arrival == Arrival.Early)
                _problem ??= $"A worker reported round {report.Round} while round {_clock.Round} is open.";
        });
        return arrival == Arrival.Accepted;
    }

    /// <summary>Takes a part's outputs in.</summary>
    public void GiveOutputs(int part, float[] outputs) => Change(() => _outputs[part] = outputs);

    /// <summary>Waits until all parts have reported.</summary>
    /// <exception cref="PartFailedException">A part cannot be computed.</exception>
    public async Task<RoundTotals> WaitForRoundAsync(CancellationToken cancellationToken)
    {
        await WaitAsync(() => _clock.IsComplete, cancellationToken);
        lock (_gate)
            return new RoundTotals(_reports.Sum(report => report?.LossSum ?? 0), _reports.Sum(report => report?.Flows ?? 0));
    }

    /// <summary>Opens the next round, or the evaluation after the last one.</summary>
    public void Advance(bool isLast) => Change(() =>
    {
        _clock.Advance();
        Array.Clear(_reports);
        if (isLast)
            _phase = Evaluate;
    });

    /// <summary>Goes straight to the evaluation: a resumed job that had trained to its end.</summary>
    public void BeginEvaluation() => Change(() => _phase = Evaluate);

    /// <summary>Waits until all parts have sent their outputs.</summary>
    /// <exception cref="PartFailedException">A part cannot be computed.</exception>
    public async Task<IReadOnlyList<float[]>> WaitForOutputsAsync(CancellationToken cancellationToken)
    {
        await WaitAsync(() => Array.TrueForAll(_outputs, output => output is not null), cancellationToken);
        lock (_gate)
            return [.. _outputs.OfType<float[]>()];
    }

    /// <summary>Sends every worker away.</summary>
    public void End() => Change(() => _phase = Stop);

    /// <summary>What a part shall do that has finished <paramref name="finished"/>; waits a while for the others.</summary>
    public async Task<RoundDirective> DirectiveAsync(int finished, TimeSpan wait, TimeProvider time, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_phase != Train)
                    return new RoundDirective(_phase, _clock.Round);
                if (_clock.Round > finished)
                    return new RoundDirective(Train, _clock.Round);
                changed = _changed.Task;
            }
            var rest = wait - time.GetElapsedTime(started);
            if (rest <= TimeSpan.Zero)
                return new RoundDirective("wait", finished);
            try
            {
                await changed.WaitAsync(rest, time, cancellationToken);
            }
            catch (TimeoutException)
            {
                return new RoundDirective("wait", finished);
            }
        }
    }

    /// <summary>True when this part has still something to do.</summary>
    public bool IsOpen(int part)
    {
        lock (_gate)
            return _phase == Train || (_phase == Evaluate && _outputs[part] is null);
    }

    private async Task WaitAsync(Func<bool> isDone, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_problem is not null)
                    throw new PartFailedException(_problem);
                if (isDone())
                    return;
                changed = _changed.Task;
            }
            await changed.WaitAsync(cancellationToken);
        }
    }

    private void Change(Action change)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            change();
            (changed, _changed) = (_changed, NewSignal());
        }
        changed.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>A worker says that its part cannot be computed; the message is a sentence for people.</summary>
sealed class PartFailedException(string message) : Exception(message);

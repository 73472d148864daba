using NetMl.Contracts.Training;
using NetMl.TrainingCoordinator.Jobs;
using NetMl.TrainingCoordinator.Leases;
using NetMl.TrainingCoordinator.Rounds;

namespace NetMl.TrainingCoordinator.Search;

/// <summary>A search whose trials workers may lease. In memory, one lock: a restarted coordinator begins the search anew, with the same trials.</summary>
sealed class SearchJob : IWholeTrainings
{
    /// <summary>Bytes of checkpoints that are kept at once; a trial whose own does not fit any more begins anew when it goes on, and ends at the same bits.</summary>
    public const long MostKeptBytes = 512L << 20;

    private readonly Lock _gate = new();
    private readonly TrainingJob _job;
    private readonly ISearchSubject _subject;
    private readonly SearchRequest _search;
    private readonly string _metric;
    private readonly TimeProvider _time;
    private readonly Trial[] _trials;
    private readonly IReadOnlyList<SearchRung> _rungs;
    private readonly LearningCurve _curve = new();
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long? _since;
    private int _rung;
    private (Trial Trial, TrialOutcome Outcome)? _best;

    /// <param name="epochs">Of a whole training.</param>
    public SearchJob(TrainingJob job, ISearchSubject subject, SearchRequest search, string metric, int epochs, TimeProvider time)
    {
        (_job, _subject, _search, _metric, _time) = (job, subject, search, metric, time);
        _trials = [.. subject.Draw().Select((settings, number) => new Trial(number, settings))];
        _rungs = SearchRungs.Of(search with { Trials = _trials.Length }, epochs);
    }

    public string Id => _job.Id;

    public int Parts => _trials.Length;

    /// <summary>Completes when the last rung is over.</summary>
    /// <exception cref="PartFailedException">No trial could be computed.</exception>
    public Task Done => _done.Task;

    /// <summary>The budget is spent: no further training begins.</summary>
    public bool IsOver
    {
        get
        {
            lock (_gate)
                return Seconds >= _search.BudgetSeconds && _since is not null;
        }
    }

    private double Seconds => _since is { } since ? _time.GetElapsedTime(since).TotalSeconds : 0;

    public bool IsOpen(int part)
    {
        lock (_gate)
            return _trials[part] is { IsIn: true, IsDone: false } && !IsOver;
    }

    public PartLease Grant(string lease, string worker, int part, double expirySeconds)
    {
        lock (_gate)
        {
            _since ??= _time.GetTimestamp();
            _trials[part].Worker = worker;
            Show();
            var trial = new TrialLease(_trials[part].Settings with { Epochs = _rungs[^1].Epochs }, _rungs[_rung].Epochs, _job.Request.Seed, _metric);
            return new PartLease(lease, Id, part, Parts, 0, 0, expirySeconds, _subject.TaskName, trial);
        }
    }

    public ReadOnlyMemory<byte> PartFile(int part) => _subject.PartFile;

    /// <inheritdoc/>
    public void Report(int part, string worker, PartProgress progress)
    {
        lock (_gate)
        {
            if (_trials[part].IsDone)
                return;
            (_trials[part].Epochs, _trials[part].Worker) = (progress.Epoch, worker);
            _trials[part].Curve.Add(progress.Curve ?? [new CurvePoint(progress.Epoch, progress.Loss, progress.Validation)]);
            Show();
        }
    }

    /// <inheritdoc/>
    public long CheckpointLimitBytes(int part) => Checkpoints.LimitBytes(_subject.Parameters(_trials[part].Settings));

    /// <inheritdoc/>
    public void Keep(int part, ReadOnlyMemory<byte> checkpoint)
    {
        lock (_gate)
        {
            var others = _trials.Where(trial => trial.Number != part).Sum(trial => (long)(trial.Checkpoint?.Length ?? 0));
            if (!_trials[part].IsDone)
                _trials[part].Checkpoint = others + checkpoint.Length <= MostKeptBytes ? checkpoint : null;
        }
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte>? CheckpointOf(int part)
    {
        lock (_gate)
            return _trials[part].Checkpoint;
    }

    /// <inheritdoc/>
    public long OutcomeLimitBytes(int part) => _subject.OutcomeLimitBytes(_trials[part].Settings);

    /// <inheritdoc/>
    public void TakeOutcome(int part, string worker, ReadOnlyMemory<byte> file)
    {
        var trial = _trials[part];
        lock (_gate)
        {
            if (trial.IsDone || !trial.IsIn)
                return;
        }

        // Outside the lock: it may take a pass over a whole graph. Meanwhile another worker may have sent the same.
        var outcome = _subject.Read(file, trial.Settings);
        lock (_gate)
        {
            if (trial.IsDone || !trial.IsIn)
                return;
            (trial.IsDone, trial.Worker, trial.Epochs, trial.Score, trial.Loss) = (true, worker, outcome.Epochs, outcome.Score, outcome.Loss);
            // Of all trials, for as long as each was trained: more epochs have not always made it better.
            if (_best is not { } best || Compare(outcome.Score, outcome.Loss, trial, best.Outcome.Score, best.Outcome.Loss, best.Trial) < 0)
                _best = (trial, outcome);
            _curve.Add(new CurvePoint(Math.Round(Seconds, 3), Score: _best?.Outcome.Score));
            EndOfTraining();
        }
    }

    /// <inheritdoc/>
    public void Fail(int part, string problem)
    {
        lock (_gate)
        {
            var trial = _trials[part];
            if (trial.IsDone)
                return;
            (trial.IsDone, trial.Problem) = (true, problem);
            EndOfTraining();
        }
    }

    /// <summary>The winner and all that was tried; null when no training was finished.</summary>
    public (NetworkRequest Settings, TrialOutcome Outcome, SearchResult Search)? Ending()
    {
        lock (_gate)
            return _best is { } best ? (best.Trial.Settings with { Epochs = _rungs[^1].Epochs }, best.Outcome, Result(isOver: true)) : null;
    }

    private void EndOfTraining()
    {
        Trial[] members = [.. _trials.Where(trial => trial.IsIn)];
        Trial[] scored = [.. members.Where(trial => trial is { IsDone: true, Problem: null }).Order(Comparer<Trial>.Create(Compare))];
        var places = _rung + 1 < _rungs.Count ? _rungs[_rung + 1].Trials : 0;
        foreach (var trial in members.Where(trial => trial.IsDone).Except(scored.Take(places)))
            trial.Checkpoint = null;
        if (Array.TrueForAll(members, trial => trial.IsDone))
            NextRung([.. scored.Take(places)]);
        Show();
    }

    private void NextRung(Trial[] chosen)
    {
        foreach (var trial in _trials)
            (trial.IsIn, trial.IsDone) = chosen.Contains(trial) ? (true, false) : (false, true);
        if (chosen.Length > 0)
            _rung++;
        else if (_best is null)
            _done.TrySetException(new PartFailedException($"None of the {_trials.Length} trials could be trained; the first: {_trials[0].Problem}"));
        else
            _done.TrySetResult();
    }

    private int Compare(Trial one, Trial other) => Compare(one.Score ?? 0, one.Loss, one, other.Score ?? 0, other.Loss, other);

    // The better first: by the metric, then the lower loss, then the lower number; so the order of arrival decides nothing.
    private int Compare(double score, double loss, Trial trial, double otherScore, double otherLoss, Trial other)
    {
        var byScore = _metric == JobMetrics.Loss ? score.CompareTo(otherScore) : otherScore.CompareTo(score);
        return byScore != 0 ? byScore : loss != otherLoss ? loss.CompareTo(otherLoss) : trial.Number.CompareTo(other.Number);
    }

    private SearchResult Result(bool isOver) => new(
        _search.Method, _metric, Math.Round(Seconds, 3),
        [
            .. _trials.Where(trial => trial.Score is not null).Order(Comparer<Trial>.Create(Compare))
                .Concat(_trials.Where(trial => trial.Score is null && trial.Worker is not null)).Select(trial => trial.Show(!isOver && trial is { IsIn: true, IsDone: false })),
        ]);

    private void Show()
    {
        var (result, curve) = (Result(isOver: false), _curve.Points);
        IReadOnlyList<WorkerShare> shares =
        [
            .. _trials.Where(trial => trial.Worker is not null).GroupBy(trial => trial.Worker, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new WorkerShare(group.Key ?? "", [.. group.Select(trial => trial.Number)], _subject.Items, group.Count(trial => trial.Score is not null))),
        ];
        _job.Update(status => status with { Epoch = _trials.Sum(trial => trial.Epochs), Workers = shares, Search = result, Curve = curve });
    }
}

using NetMl.Contracts.Training;
using NetMl.Gnn.Training;

namespace NetMl.TrainingWorker.Parts;

/// <summary>The latest of a training under way, from the thread that computes to the one that sends.</summary>
/// <param name="checkpointPause">Least time between two checkpoints.</param>
sealed class TrainingNews(TimeProvider time, TimeSpan checkpointPause)
{
    private readonly Lock _gate = new();
    private LearningCurve _curve = new();
    private EpochReport? _epoch;
    private byte[]? _checkpoint;
    private long _offered = time.GetTimestamp();

    /// <summary>Tells of an epoch that ended.</summary>
    public EpochReport Epoch
    {
        set
        {
            lock (_gate)
            {
                _epoch = value;
                _curve.Add(new CurvePoint(value.Epoch, value.Loss, value.Validation?.Score));
            }
        }
    }

    /// <summary>Takes a checkpoint when the last one is old enough.</summary>
    public void Offer(TrainingState state)
    {
        if (time.GetElapsedTime(_offered) < checkpointPause)
            return;
        _offered = time.GetTimestamp();
        var written = state.Write();
        lock (_gate)
            _checkpoint = written;
    }

    /// <summary>What has not been sent yet; each thing comes once.</summary>
    public (PartProgress? Progress, byte[]? Checkpoint) Take()
    {
        lock (_gate)
        {
            var progress = _epoch is { } now ? new PartProgress(now.Epoch, now.Loss, now.Validation?.Score, Curve: _curve.Points) : null;
            var news = (progress, _checkpoint);
            (_epoch, _checkpoint, _curve) = (null, null, new LearningCurve());
            return news;
        }
    }
}

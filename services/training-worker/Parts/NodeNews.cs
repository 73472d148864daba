using NetMl.Gnn.Training;

namespace NetMl.TrainingWorker.Parts;

/// <summary>The latest of a training under way, from the thread that computes to the one that sends.</summary>
/// <param name="checkpointPause">Least time between two checkpoints.</param>
sealed class NodeNews(TimeProvider time, TimeSpan checkpointPause)
{
    private readonly Lock _gate = new();
    private EpochReport? _epoch;
    private byte[]? _checkpoint;
    private long _offered = time.GetTimestamp();

    /// <summary>The last epoch that ended.</summary>
    public EpochReport Epoch
    {
        set
        {
            lock (_gate)
                _epoch = value;
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
    public (EpochReport? Epoch, byte[]? Checkpoint) Take()
    {
        lock (_gate)
        {
            var news = (_epoch, _checkpoint);
            (_epoch, _checkpoint) = (null, null);
            return news;
        }
    }
}

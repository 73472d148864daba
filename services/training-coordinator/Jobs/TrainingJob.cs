using System.Runtime.CompilerServices;
using NetMl.Contracts.Training;

namespace NetMl.TrainingCoordinator.Jobs;

/// <summary>A job in memory: its document, who watches it, and whether it shall stop. Safe for many threads: one lock per job.</summary>
sealed class TrainingJob(JobDocument document, int order) : IDisposable
{
    private static readonly TimeSpan RepeatAfter = TimeSpan.FromSeconds(15);
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _cancel = new();
    private JobDocument _document = document;
    private TaskCompletionSource _changed = NewSignal();

    public string Id { get; } = document.Status.Id;

    /// <summary>Place in the order of creation.</summary>
    public int Order { get; } = order;

    public JobRequest Request { get; } = document.Status.Request;

    public JobDocument Document
    {
        get
        {
            lock (_gate)
                return _document;
        }
    }

    public JobStatus Status => Document.Status;

    /// <summary>Fires when a user has asked to stop the job.</summary>
    public CancellationToken Cancelled => _cancel.Token;

    /// <summary>Changes the status unless it is final.</summary>
    /// <returns>False when the job is over and nothing changed.</returns>
    public bool Update(Func<JobStatus, JobStatus> change) => Update(document => document with { Status = change(document.Status) });

    /// <inheritdoc cref="Update(Func{JobStatus, JobStatus})"/>
    public bool Update(Func<JobDocument, JobDocument> change)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            if (JobStates.IsFinal(_document.Status.State))
                return false;
            _document = change(_document);
            (changed, _changed) = (_changed, NewSignal());
        }
        changed.SetResult();
        return true;
    }

    /// <summary>Takes the best epoch out of the document, of a job that is over as well.</summary>
    /// <returns>False when it names none.</returns>
    public bool TryForgetBest()
    {
        lock (_gate)
        {
            var isNamed = _document.Best is not null;
            _document = _document with { Best = null };
            return isNamed;
        }
    }

    /// <summary>Moves a job that still waits to a further state.</summary>
    /// <returns>False when it no longer waits.</returns>
    public bool TryLeaveQueue(string state)
    {
        var left = false;
        Update(status =>
        {
            left = status.State == JobStates.Queued;
            return left ? status with { State = state } : status;
        });
        return left;
    }

    public void Cancel() => _cancel.Cancel();

    /// <summary>The status now and after each change, up to the final one. A slow reader gets the newest and misses those between.</summary>
    /// <remarks>Without a change the status is repeated every 15 s, so that no proxy takes the stream for dead.</remarks>
    public async IAsyncEnumerable<JobStatus> WatchAsync(TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            JobStatus status;
            Task changed;
            lock (_gate)
                (status, changed) = (_document.Status, _changed.Task);
            yield return status;
            if (JobStates.IsFinal(status.State))
                yield break;
            await Task.WhenAny(changed, Task.Delay(RepeatAfter, time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    public void Dispose() => _cancel.Dispose();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

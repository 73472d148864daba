using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using NetMl.Contracts.Training;

namespace NetMl.TrainingCoordinator.Jobs;

/// <summary>All jobs that this coordinator knows, and the queue of those that wait. Usable once <see cref="Loaded"/> has completed.</summary>
sealed class JobBook(JobStore store, IOptions<JobOptions> options) : IDisposable
{
    private readonly ConcurrentDictionary<string, TrainingJob> _jobs = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Bounded by MaxQueued at the door (TryAddAsync); jobs found at a restart are all taken back, so the channel itself has no limit.
    private readonly Channel<TrainingJob> _queue = Channel.CreateUnbounded<TrainingJob>();
    private readonly SemaphoreSlim _door = new(1);

    /// <summary>Completes when the stored jobs are known.</summary>
    public Task Loaded => _loaded.Task;

    public ChannelReader<TrainingJob> Queue => _queue.Reader;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<JobStatus> List() => [.. _jobs.Values.OrderByDescending(job => job.Order).Select(job => job.Status)];

    public bool TryGet(string id, [NotNullWhen(true)] out TrainingJob? job) => _jobs.TryGetValue(id, out job);

    /// <summary>Reads the stored jobs; those that were not over go on, and those that have left something stored delete it.</summary>
    /// <returns>Jobs that go on.</returns>
    public async Task<int> LoadAsync(CancellationToken cancellationToken)
    {
        var unfinished = 0;
        foreach (var document in await store.LoadAsync(cancellationToken))
        {
            var job = new TrainingJob(document, _jobs.Count);
            _jobs[job.Id] = job;
            var isOver = JobStates.IsFinal(document.Status.State);
            if (isOver && document.Best is null)
                continue;
            unfinished += isOver ? 0 : 1;
            _queue.Writer.TryWrite(job);
        }
        _loaded.TrySetResult();
        return unfinished;
    }

    /// <summary>Stores a new job and puts it in the queue.</summary>
    /// <returns>Null when the queue is full.</returns>
    public async Task<TrainingJob?> TryAddAsync(JobRequest request, CancellationToken cancellationToken)
    {
        await _door.WaitAsync(cancellationToken);
        try
        {
            if (_jobs.Values.Count(job => job.Status.State == JobStates.Queued) >= options.Value.MaxQueued)
                return null;
            var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
            var job = new TrainingJob(new JobDocument(new JobStatus(id, request, JobStates.Queued, 0, [], []), null), _jobs.Count);
            await store.AddAsync(job.Document, cancellationToken);
            _jobs[id] = job;
            _queue.Writer.TryWrite(job);
            return job;
        }
        finally
        {
            _door.Release();
        }
    }

    /// <summary>Stores the present version of a job.</summary>
    public Task SaveAsync(TrainingJob job, CancellationToken cancellationToken) => store.SaveAsync(job.Document, cancellationToken);

    public void Dispose()
    {
        _door.Dispose();
        foreach (var job in _jobs.Values)
            job.Dispose();
    }
}

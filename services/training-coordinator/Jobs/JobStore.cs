using System.Collections.Concurrent;
using System.Text.Json;
using Dapr;
using Dapr.Client;
using NetMl.Contracts;

namespace NetMl.TrainingCoordinator.Jobs;

/// <summary>Jobs in the Dapr state store: one document each, and an index of their ids. Every write carries the ETag of the version it changes.</summary>
sealed class JobStore(DaprClient dapr)
{
    private const string IndexKey = "jobs";
    private static readonly StateOptions FirstWrite = new() { Concurrency = ConcurrencyMode.FirstWrite };
    private readonly ConcurrentDictionary<string, string> _etags = new(StringComparer.Ordinal);

    /// <summary>All jobs, oldest first.</summary>
    public async Task<IReadOnlyList<JobDocument>> LoadAsync(CancellationToken cancellationToken)
    {
        var ids = await dapr.GetStateAsync<string[]>(DaprComponents.StateStore, IndexKey, cancellationToken: cancellationToken) ?? [];
        var jobs = new List<JobDocument>();
        foreach (var id in ids)
        {
            var (document, etag) = await dapr.GetStateAndETagAsync<JobDocument>(DaprComponents.StateStore, Key(id), cancellationToken: cancellationToken);
            if (document is null)
                continue;
            _etags[id] = etag;
            jobs.Add(document);
        }
        return jobs;
    }

    /// <summary>Stores a new job, then names it in the index.</summary>
    public async Task AddAsync(JobDocument document, CancellationToken cancellationToken)
    {
        await SaveAsync(document, cancellationToken);
        while (true)
        {
            var (ids, etag) = await dapr.GetStateAndETagAsync<string[]>(DaprComponents.StateStore, IndexKey, cancellationToken: cancellationToken);
            string[] longer = [.. ids ?? [], document.Status.Id];
            if (await TrySaveAsync(longer, IndexKey, etag ?? "", cancellationToken))
                return;
        }
    }

    /// <summary>Stores the next version of a job.</summary>
    /// <exception cref="JobTakenOverException">Somebody else has changed it.</exception>
    public async Task SaveAsync(JobDocument document, CancellationToken cancellationToken)
    {
        var id = document.Status.Id;
        var saved = await TrySaveAsync(document, Key(id), _etags.GetValueOrDefault(id, ""), cancellationToken);
        var (stored, etag) = await dapr.GetStateAndETagAsync<JobDocument>(DaprComponents.StateStore, Key(id), cancellationToken: cancellationToken);

        // A write whose answer got lost is refused when it is repeated; what is stored is then our own document.
        if (!saved && !AreEqual(stored, document))
            throw new JobTakenOverException(id);
        _etags[id] = etag;
    }

    private async Task<bool> TrySaveAsync<T>(T value, string key, string etag, CancellationToken cancellationToken)
    {
        try
        {
            return await dapr.TrySaveStateAsync(DaprComponents.StateStore, key, value, etag, FirstWrite, cancellationToken: cancellationToken);
        }
        catch (DaprException) when (etag.Length == 0)
        {
            // Stores answer the first write of a key that exists by now with an error, not with a conflict.
            var (_, now) = await dapr.GetStateAndETagAsync<T>(DaprComponents.StateStore, key, cancellationToken: cancellationToken);
            if (string.IsNullOrEmpty(now))
                throw;
            return false;
        }
    }

    private static bool AreEqual(JobDocument? stored, JobDocument document) =>
        stored is not null && JsonSerializer.Serialize(stored).Equals(JsonSerializer.Serialize(document), StringComparison.Ordinal);

    private static string Key(string id) => $"job-{id}";
}

/// <summary>Another coordinator drives this job.</summary>
sealed class JobTakenOverException(string job) : Exception($"Job {job} was changed by another coordinator; this one stops driving it.");

using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Dapr.Client;
using NetMl.Contracts;
using NetMl.Contracts.Training;
using NetMl.TrainingCoordinator.Evaluation;
using NetMl.TrainingCoordinator.Preparation;

namespace NetMl.TrainingCoordinator.Jobs;

/// <summary>Stores the weights of a job's best epoch, so that a restarted coordinator chooses from all epochs.</summary>
/// <remarks>Two places take turns: while the weights of a better epoch are written, the job's document still names the place of the former ones.</remarks>
sealed class BestWeights(DaprClient dapr, JobBook book, JobSteps steps)
{
    /// <summary>What the job chooses its epoch with, as far as it had come; null for a job that has nothing to choose by.</summary>
    public async Task<BestEpoch?> OpenAsync(TrainingJob job, TrainingSet input, CancellationToken cancellationToken)
    {
        if (ValidationJudge.Of(input) is not { } judge)
            return null;
        if (job.Document.Best is { } stored && stored.Parameters == input.Network.Layout.Count && await ReadAsync(job.Id, stored, cancellationToken) is { } weights)
            return new BestEpoch(input, judge, stored, weights);
        var isForgotten = job.Status.Curve is { Count: > 0 };
        return new BestEpoch(input, judge, forgotten: isForgotten ? job.Status.Losses.Count : 0);
    }

    /// <summary>Stores the weights of a new best epoch; they count once the job is stored.</summary>
    public async Task KeepAsync(TrainingJob job, BestEpoch best, CancellationToken cancellationToken)
    {
        if (job.Document.Best is { } former && former.Epoch == best.Epoch)
            return;
        var bytes = MemoryMarshal.AsBytes(best.Weights.Span).ToArray();
        var kept = new StoredBest(
            best.Epoch, best.Score, 1 - (job.Document.Best?.Place ?? 1), best.Weights.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)), best.Loss, best.Forgotten);
        for (var (at, index) = (0, 0); at < bytes.Length; at += ModelStoreKeys.ChunkBytes, index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (key, chunk) = (Key(job.Id, kept.Place, index), bytes.AsMemory(at, Math.Min(ModelStoreKeys.ChunkBytes, bytes.Length - at)));

            // A chunk under way is written to its end: a cancelled job deletes its chunks, and none may arrive thereafter.
            await steps.RetryAsync(() => dapr.SaveByteStateAsync(DaprComponents.StateStore, key, chunk, cancellationToken: CancellationToken.None), cancellationToken);
        }
        job.Update(document => document with { Best = kept });
    }

    /// <summary>Deletes what was stored for a job that is over, then says so in its document: until then a restarted coordinator deletes again.</summary>
    public async Task ForgetAsync(TrainingJob job, CancellationToken cancellationToken)
    {
        var named = job.Document.Best is { } stored ? Chunks(stored) : 0;
        for (var place = 0; place <= 1; place++)
        {
            // No document names chunks whose writing was interrupted.
            var chunks = named;
            while (!(await dapr.GetByteStateAsync(DaprComponents.StateStore, Key(job.Id, place, chunks), cancellationToken: cancellationToken)).IsEmpty)
                chunks++;
            while (--chunks >= 0)
                await dapr.DeleteStateAsync(DaprComponents.StateStore, Key(job.Id, place, chunks), cancellationToken: cancellationToken);
        }
        if (job.TryForgetBest())
            await book.SaveAsync(job, cancellationToken);
    }

    /// <summary>Where a chunk lies.</summary>
    /// <param name="place">0 or 1.</param>
    internal static string Key(string job, int place, int index) => FormattableString.Invariant($"job-{job}-best-{place}-{index}");

    // Null where a chunk is missing or not as it was stored.
    private async Task<float[]?> ReadAsync(string job, StoredBest stored, CancellationToken cancellationToken)
    {
        var (weights, at) = (new float[stored.Parameters], 0);
        for (var index = 0; index < Chunks(stored); index++)
        {
            var key = Key(job, stored.Place, index);
            var chunk = await steps.RetryAsync(() => dapr.GetByteStateAsync(DaprComponents.StateStore, key, cancellationToken: cancellationToken), cancellationToken);
            if (chunk.Length != Math.Min(ModelStoreKeys.ChunkBytes, sizeof(float) * stored.Parameters - at))
                return null;
            chunk.Span.CopyTo(MemoryMarshal.AsBytes(weights.AsSpan())[at..]);
            at += chunk.Length;
        }
        return Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(weights.AsSpan()))).Equals(stored.Sha256, StringComparison.Ordinal) ? weights : null;
    }

    private static int Chunks(StoredBest stored) => (sizeof(float) * stored.Parameters + ModelStoreKeys.ChunkBytes - 1) / ModelStoreKeys.ChunkBytes;
}

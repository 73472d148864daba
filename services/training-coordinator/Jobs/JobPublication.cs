using System.Security.Cryptography;
using NetMl.Contracts.Training;
using NetMl.TrainingCoordinator.Models;
using NetMl.TrainingCoordinator.Preparation;

namespace NetMl.TrainingCoordinator.Jobs;

/// <summary>Ends a job with a published version. What is told of it is stored before it is published, so that a coordinator that is started again in between tells the same of the same weights.</summary>
sealed class JobPublication(JobSteps steps, ModelRegistry registry, TimeProvider time)
{
    /// <summary>Publishes a job's artifact and completes the job.</summary>
    /// <param name="result">What is told of a version with this artifact.</param>
    public async Task PublishAsync(TrainingJob job, ReadOnlyMemory<byte> artifact, Func<ModelVersion, JobResult> result, CancellationToken cancellationToken)
    {
        var (model, task) = (job.Request.Model, job.Request.Task);
        var ready = result(new ModelVersion(model, 0, Convert.ToHexStringLower(SHA256.HashData(artifact.Span)), task, artifact.Length, time.GetUtcNow(), job.Id));
        job.Update(document => document with { Ready = ready });
        await steps.SaveAsync(job, cancellationToken);
        await CompleteAsync(job, ready, await steps.RetryAsync(() => registry.PublishAsync(model, task, job.Id, artifact, cancellationToken), cancellationToken), cancellationToken);
    }

    /// <summary>Completes a job that was interrupted after it had published.</summary>
    /// <returns>False when it has not published yet: then it goes on.</returns>
    public async Task<bool> TryCompleteAsync(TrainingJob job, CancellationToken cancellationToken)
    {
        if (job.Document.Ready is not { } ready
            || await steps.RetryAsync(() => registry.RecallAsync(job.Request.Model, job.Id, cancellationToken), cancellationToken) is not { } version
            || version.Sha256 != ready.Published.Sha256)
            return false;
        await CompleteAsync(job, ready, version, cancellationToken);
        return true;
    }

    private async Task CompleteAsync(TrainingJob job, JobResult ready, ModelVersion version, CancellationToken cancellationToken)
    {
        // The result has all that a search tried.
        job.Update(document => document with
        {
            Ready = null,
            Status = document.Status with
            {
                State = JobStates.Completed,
                Result = ready with { Published = version },
                Search = ready.Search is null ? document.Status.Search : null,
                Epoch = TrainingSet.IsOfTrees(document.Status.Request) ? FlowSettings.Of(document.Status.Request).Epochs : document.Status.Epoch, // trees have none to count
            },
        });
        await steps.SaveAsync(job, cancellationToken);
    }
}

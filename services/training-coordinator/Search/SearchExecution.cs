using NetMl.Contracts.Training;
using NetMl.TrainingCoordinator.Jobs;
using NetMl.TrainingCoordinator.Leases;
using NetMl.TrainingCoordinator.NodeClassification;
using NetMl.TrainingCoordinator.Preparation;

namespace NetMl.TrainingCoordinator.Search;

/// <summary>The life of a search: read the input, let workers train the trials, test the winner, publish it.</summary>
/// <remarks>Parameter shards have no part in it: each trial is a whole training on one worker.</remarks>
sealed class SearchExecution(JobSteps steps, NodeExecution nodes, JobPreparation preparation, LeaseDesk desk, JobPublication publication, TimeProvider time)
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(0.2);

    /// <exception cref="UnusableInputException">The input cannot be learnt from, or no training was finished.</exception>
    /// <exception cref="Rounds.PartFailedException">No trial can be computed.</exception>
    public async Task LearnAsync(TrainingJob job, SearchRequest search, CancellationToken cancellationToken)
    {
        await steps.MoveAsync(job, JobStates.Preparing, cancellationToken);
        var subject = await SubjectAsync(job, cancellationToken);
        var active = new SearchJob(job, subject, search, SearchRequests.Metric(job.Request), SearchRequests.Epochs(job.Request), time);
        await TrainAsync(job, active, cancellationToken);
        if (active.Ending() is not { } ending)
            throw new UnusableInputException($"The budget of {search.BudgetSeconds} s ended before any training did: raise search.budgetSeconds.");
        await steps.MoveAsync(job, JobStates.Evaluating, cancellationToken);
        var judged = await subject.JudgeAsync(ending.Settings, ending.Outcome, ending.Search, cancellationToken);
        await steps.MoveAsync(job, JobStates.Publishing, cancellationToken);
        await publication.PublishAsync(job, judged.Artifact, judged.Result, cancellationToken);
    }

    private async Task<ISearchSubject> SubjectAsync(TrainingJob job, CancellationToken cancellationToken) =>
        job.Request.Task == TrainingTasks.NodeClassification
            ? new NodeSearch(job.Id, job.Request, await nodes.GraphAsync(job, cancellationToken))
            : await FlowSearch.CreateAsync(job, preparation, steps, cancellationToken);

    private async Task TrainAsync(TrainingJob job, SearchJob active, CancellationToken cancellationToken)
    {
        desk.Open(active);
        try
        {
            await steps.MoveAsync(job, JobStates.Training, cancellationToken);
            // What is under way when the budget ends is trained to its end; what a dead worker leaves behind then is left.
            while (!active.Done.IsCompleted && !(active.IsOver && !desk.Holds(active)))
            {
                await Task.WhenAny(active.Done, Task.Delay(Tick, time, cancellationToken));
                cancellationToken.ThrowIfCancellationRequested();
            }
            if (active.Done.IsCompleted)
                await active.Done;
        }
        finally
        {
            desk.Close(active);
        }
    }
}

namespace NetMl.TrainingCoordinator.Jobs;

sealed partial class JobExecution
{
    [LoggerMessage(410, LogLevel.Information, "Job {Job} has published model {Model}")]
    private partial void JobCompleted(string job, string model);

    [LoggerMessage(411, LogLevel.Information, "Job {Job} was cancelled")]
    private partial void JobWasCancelled(string job);

    [LoggerMessage(412, LogLevel.Warning, "Job {Job} failed: {Reason}")]
    private partial void JobFailed(string job, string reason);

    [LoggerMessage(413, LogLevel.Error, "Job {Job} broke")]
    private partial void JobBroke(Exception bug, string job);

    [LoggerMessage(414, LogLevel.Warning, "{Reason}")]
    private partial void JobLetGo(string reason);

    [LoggerMessage(415, LogLevel.Warning, "The end of job {Job} could not be stored: {Reason}")]
    private partial void JobNotStored(string job, string reason);

    [LoggerMessage(416, LogLevel.Warning, "The shards of job {Job} still hold its parameters: {Reason}")]
    private partial void ShardsNotForgotten(string job, string reason);

    [LoggerMessage(418, LogLevel.Warning, "The weights of the best epoch of job {Job} are still stored: {Reason}")]
    private partial void BestNotForgotten(string job, string reason);
}

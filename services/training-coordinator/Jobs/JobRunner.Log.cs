namespace NetMl.TrainingCoordinator.Jobs;

sealed partial class JobRunner
{
    [LoggerMessage(400, LogLevel.Information, "The state store cannot be reached yet, trying again: {Reason}")]
    private partial void StoreOutOfReach(string reason);

    [LoggerMessage(401, LogLevel.Information, "{Jobs} jobs of an earlier run go on")]
    private partial void JobsResumed(int jobs);
}

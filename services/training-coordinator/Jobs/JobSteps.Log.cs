namespace NetMl.TrainingCoordinator.Jobs;

sealed partial class JobSteps
{
    [LoggerMessage(417, LogLevel.Debug, "A call failed and is tried again: {Reason}")]
    private partial void CallFailed(string reason);
}

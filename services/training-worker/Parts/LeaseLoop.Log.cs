namespace NetMl.TrainingWorker.Parts;

sealed partial class LeaseLoop
{
    [LoggerMessage(500, LogLevel.Information, "The coordinator cannot be reached yet, asking again: {Reason}")]
    private partial void CoordinatorOutOfReach(string reason);

    [LoggerMessage(501, LogLevel.Information, "The coordinator answers")]
    private partial void CoordinatorReached();
}

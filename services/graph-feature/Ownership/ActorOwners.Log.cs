namespace NetMl.GraphFeature.Ownership;

internal sealed partial class ActorOwners
{
    [LoggerMessage(EventId = 2040, Level = LogLevel.Warning, Message = "The owner of data set {Dataset} cannot be reached now; its flows are stored and it is told later: {Reason}")]
    private static partial void OwnerUnreachable(ILogger logger, string dataset, string reason);
}

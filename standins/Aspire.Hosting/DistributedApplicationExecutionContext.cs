namespace Aspire.Hosting;

/// <summary>Whether the application runs here or is published; the stand-in only runs.</summary>
public class DistributedApplicationExecutionContext(DistributedApplicationOperation operation)
{
    public DistributedApplicationOperation Operation { get; } = operation;

    public bool IsRunMode => Operation == DistributedApplicationOperation.Run;

    public bool IsPublishMode => Operation == DistributedApplicationOperation.Publish;
}

public enum DistributedApplicationOperation
{
    Run,
    Publish,
}

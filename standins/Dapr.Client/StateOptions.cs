namespace Dapr.Client;

/// <summary>How a state operation treats replicas and concurrent writers; null leaves the choice to the store.</summary>
public class StateOptions
{
    public ConsistencyMode? Consistency { get; set; }

    public ConcurrencyMode? Concurrency { get; set; }
}

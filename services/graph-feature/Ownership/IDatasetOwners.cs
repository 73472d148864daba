namespace NetMl.GraphFeature.Ownership;

/// <summary>Tells the owner of a data set, at whichever instance it is.</summary>
public interface IDatasetOwners
{
    /// <summary>New flows were stored. Never throws for an owner that cannot be reached: the sweep tells it later.</summary>
    Task FlowsStoredAsync(string dataset, CancellationToken cancellationToken);

    /// <summary>Something is left to do.</summary>
    /// <returns>False when the owner cannot be reached now.</returns>
    Task<bool> TryResumeAsync(string dataset, CancellationToken cancellationToken);
}

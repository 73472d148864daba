using NetMl.Contracts.Datasets;

namespace NetMl.GraphFeature.Behaviours;

/// <summary>Tells the rest of the system what was found.</summary>
public interface IFindingBroker
{
    /// <summary>Returns when the broker has the finding.</summary>
    Task PublishAsync(BehaviourFinding finding, CancellationToken cancellationToken);
}

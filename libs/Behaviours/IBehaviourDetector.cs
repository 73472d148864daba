using NetMl.Behaviours.Connections;

namespace NetMl.Behaviours;

/// <summary>Looks for one behaviour.</summary>
public interface IBehaviourDetector
{
    /// <summary>One of <see cref="BehaviourNames"/>.</summary>
    string Name { get; }

    /// <summary>Finds the behaviour among all connections of a data set: at most one finding for each source and target.</summary>
    /// <returns>In no particular order; empty when there is nothing to report. The same connections give the same findings.</returns>
    IReadOnlyList<Finding> Detect(ConnectionTable connections, CancellationToken cancellationToken);
}

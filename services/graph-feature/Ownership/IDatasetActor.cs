using Dapr.Actors;

namespace NetMl.GraphFeature.Ownership;

/// <summary>The actor that owns one data set: the instance that hosts it analyses the data set and publishes its findings. Its id is the data set's name.</summary>
/// <remarks>Every call is safe to repeat; a reminder calls again until nothing is left to do, so the work moves when its instance dies.</remarks>
public interface IDatasetActor : IActor
{
    /// <summary>New flows were stored.</summary>
    Task FlowsStoredAsync();

    /// <summary>Flows that are not analysed, or findings that are not published, were seen: makes sure that somebody is at it.</summary>
    Task ResumeAsync();
}

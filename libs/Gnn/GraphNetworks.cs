using NetMl.Gnn.FlowClassification;
using NetMl.Gnn.HostAnomaly;

namespace NetMl.Gnn;

/// <summary>Makes the network of a task.</summary>
public static class GraphNetworks
{
    /// <exception cref="InvalidDataException">The task is unknown, or there are fewer than two classes to tell apart.</exception>
    public static IGraphNetwork Create(string task, int nodeFeatures, int flowFeatures, int hidden, int classes) => task switch
    {
        FlowNetwork.Task when classes >= 2 => new FlowNetwork(nodeFeatures, flowFeatures, hidden, classes),
        FlowNetwork.Task => throw new InvalidDataException($"A {FlowNetwork.Task} model needs at least two classes; this one has {classes}."),
        HostNetwork.Task => new HostNetwork(nodeFeatures, hidden),
        _ => throw new InvalidDataException($"The task '{task}' is unknown; known are {FlowNetwork.Task} and {HostNetwork.Task}."),
    };
}

using NetMl.Gnn.Anomalies;
using NetMl.Gnn.Anomalies.Networks;
using NetMl.Gnn.Encoders;
using NetMl.Gnn.FlowClassification;
using NetMl.Gnn.HostAnomaly;
using NetMl.Gnn.HostClassification;

namespace NetMl.Gnn;

/// <summary>The networks over flows and hosts, by task and name.</summary>
public static class GraphNetworks
{
    private static readonly Dictionary<(string Task, string Network), Func<NetworkShape, IGraphNetwork>> Known = new()
    {
        [(FlowNetwork.Task, FlowNetwork.Name)] = shape => new FlowNetwork(shape.NodeFeatures, shape.FlowFeatures, shape.Hidden, shape.Classes),
        [(FlowNetwork.Task, EncodedNetwork.FlowMeans)] = shape => new EncodedNetwork(HostEncoders.Means, shape),
        [(FlowNetwork.Task, EncodedNetwork.FlowAttention)] = shape => new EncodedNetwork(HostEncoders.Attention, shape),
        [(FlowNetwork.Task, EncodedNetwork.FlowMemory)] = shape => new EncodedNetwork(HostEncoders.Memory, shape),
        [(HostLabels.Task, EncodedNetwork.HostMeans)] = shape => new EncodedNetwork(HostEncoders.Means, shape),
        [(HostLabels.Task, EncodedNetwork.HostAttention)] = shape => new EncodedNetwork(HostEncoders.Attention, shape),
        [(HostNetwork.Task, HostNetwork.Name)] = shape => new HostNetwork(shape.NodeFeatures, shape.Hidden),
        [(AnomalyTasks.Hosts, InfomaxNetwork.Name)] = shape => new InfomaxNetwork(shape),
        [(AnomalyTasks.Hosts, GraphAutoencoder.Name)] = shape => new GraphAutoencoder(shape),
        [(AnomalyTasks.Hosts, GraphAutoencoder.VariationalName)] = shape => new GraphAutoencoder(shape),
        [(AnomalyTasks.Flows, GraphAutoencoder.Name)] = shape => new GraphAutoencoder(shape),
        [(AnomalyTasks.Flows, MaskedFlowNetwork.Name)] = shape => new MaskedFlowNetwork(shape),
        [(AnomalyTasks.Flows, InfomaxNetwork.Name)] = shape => new InfomaxNetwork(shape),
    };

    /// <summary>All tasks.</summary>
    public static IReadOnlyList<string> Tasks { get; } = [.. Known.Keys.Select(known => known.Task).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether the task tells classes apart, so that it learns from labels.</summary>
    public static bool HasClasses(string task) => task is FlowNetwork.Task or HostLabels.Task;

    /// <summary>Whether the items of the task are flows; else they are nodes.</summary>
    public static bool IsOfFlows(string task) => task is FlowNetwork.Task or AnomalyTasks.Flows;

    /// <summary>Names of a task's networks, the default first; empty for an unknown task.</summary>
    public static IReadOnlyList<string> NamesOf(string task) =>
        [.. Known.Keys.Where(known => known.Task == task).Select(known => known.Network).OrderBy(network => network == DefaultOf(task) ? 0 : 1)];

    /// <summary>The network that a task takes unless another is asked for (docs/results.md says why).</summary>
    /// <exception cref="InvalidDataException">The task is unknown.</exception>
    public static string DefaultOf(string task) => task switch
    {
        FlowNetwork.Task => EncodedNetwork.FlowMeans,
        HostLabels.Task => EncodedNetwork.HostMeans,
        AnomalyTasks.Flows => GraphAutoencoder.Name,
        AnomalyTasks.Hosts => HostNetwork.Name,
        _ => throw UnknownTask(task),
    };

    /// <summary>The network of files and stored jobs that name none; null for tasks whose files have always named theirs. It never changes.</summary>
    public static string? UnnamedOf(string task) => task switch
    {
        FlowNetwork.Task => FlowNetwork.Name,
        HostNetwork.Task => HostNetwork.Name,
        _ => null,
    };

    /// <exception cref="InvalidDataException">The task or network is unknown, or there are fewer than two classes to tell apart.</exception>
    public static IGraphNetwork Create(NetworkShape shape)
    {
        if (!Tasks.Contains(shape.Task))
            throw UnknownTask(shape.Task);
        if (!Known.TryGetValue((shape.Task, shape.Network), out var create))
            throw new InvalidDataException($"The network '{shape.Network}' is unknown to the task {shape.Task}, which has {string.Join(", ", NamesOf(shape.Task))}.");
        if (HasClasses(shape.Task) && shape.Classes < 2)
            throw new InvalidDataException($"A {shape.Task} model needs at least two classes; this one has {shape.Classes}.");
        return create(shape);
    }

    private static InvalidDataException UnknownTask(string task) => new($"The task '{task}' is unknown; known are {string.Join(", ", Tasks)}.");
}

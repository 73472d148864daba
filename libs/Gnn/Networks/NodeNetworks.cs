using NetMl.Gnn.NodeClassification;

namespace NetMl.Gnn.Networks;

/// <summary>The networks for nodes, by name.</summary>
public static class NodeNetworks
{
    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["gcn", "gat", "gatv2", "graphsage", "gin", "sgc", "appnp", "mlp", "logistic"];

    /// <summary>Settings of a network's paper for small citation graphs.</summary>
    /// <exception cref="ArgumentException">There is no such network.</exception>
    public static NodeSettings Defaults(string network) => network switch
    {
        "gcn" => new(network, Hidden: 64, Layers: 2, Heads: 1, Dropout: 0.5, LearningRate: 0.01, WeightDecay: 5e-4, Epochs: 300, Patience: 100),
        "mlp" => new(network, Hidden: 64, Layers: 2, Heads: 1, Dropout: 0.5, LearningRate: 0.01, WeightDecay: 5e-4, Epochs: 300, Patience: 100),
        _ => throw new ArgumentException($"There is no network '{network}'; there are {string.Join(", ", Names)}.", nameof(network)),
    };

    /// <summary>A network of these settings.</summary>
    /// <exception cref="ArgumentException">There is no such network.</exception>
    public static INodeNetwork Create(NodeSettings settings, int features, int classes) => settings.Network switch
    {
        "mlp" => new MlpNetwork(settings, features, classes),
        _ => throw new ArgumentException($"There is no network '{settings.Network}'; there are {string.Join(", ", Names)}.", nameof(settings)),
    };
}

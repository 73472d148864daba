using NetMl.Gnn.NodeClassification;

namespace NetMl.Gnn.Networks;

/// <summary>The networks for nodes, by name.</summary>
public static class NodeNetworks
{
    private static readonly NodeSettings[] Known =
    [
        new("gcn", Hidden: 64, Layers: 2, Heads: 1, Dropout: 0.5, LearningRate: 0.01, WeightDecay: 5e-4, Epochs: 300, Patience: 100),
        new("gat", Hidden: 8, Layers: 2, Heads: 8, Dropout: 0.6, LearningRate: 0.005, WeightDecay: 5e-4, Epochs: 1000, Patience: 100),
        new("gatv2", Hidden: 8, Layers: 2, Heads: 8, Dropout: 0.6, LearningRate: 0.005, WeightDecay: 5e-4, Epochs: 1000, Patience: 100),
        new("graphsage", Hidden: 64, Layers: 2, Heads: 1, Dropout: 0.5, LearningRate: 0.01, WeightDecay: 5e-4, Epochs: 300, Patience: 100),
        new("gin", Hidden: 64, Layers: 2, Heads: 1, Dropout: 0.5, LearningRate: 0.01, WeightDecay: 5e-4, Epochs: 300, Patience: 100),
        new("sgc", Hidden: 1, Layers: 2, Heads: 1, Dropout: 0.5, LearningRate: 0.2, WeightDecay: 5e-5, Epochs: 300, Patience: 100),
        new("appnp", Hidden: 64, Layers: 10, Heads: 1, Dropout: 0.5, LearningRate: 0.01, WeightDecay: 5e-3, Epochs: 500, Patience: 100),
        new("mlp", Hidden: 64, Layers: 2, Heads: 1, Dropout: 0.5, LearningRate: 0.01, WeightDecay: 5e-4, Epochs: 300, Patience: 100),
        new("logistic", Hidden: 1, Layers: 1, Heads: 1, Dropout: 0, LearningRate: 0.05, WeightDecay: 5e-4, Epochs: 300, Patience: 100),
    ];

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Known.Select(settings => settings.Network)];

    /// <summary>Settings of a network's paper for small citation graphs.</summary>
    /// <exception cref="ArgumentException">There is no such network.</exception>
    public static NodeSettings Defaults(string network) => Array.Find(Known, settings => settings.Network == network) ?? throw Unknown(network);

    /// <summary>A network of these settings.</summary>
    /// <exception cref="ArgumentException">There is no such network.</exception>
    public static INodeNetwork Create(NodeSettings settings, int features, int classes) => settings.Network switch
    {
        "gcn" => new GcnNetwork(settings, features, classes),
        "gat" => new GatNetwork(settings, features, classes, isSecond: false),
        "gatv2" => new GatNetwork(settings, features, classes, isSecond: true),
        "graphsage" => new SageNetwork(settings, features, classes),
        "gin" => new GinNetwork(settings, features, classes),
        "sgc" => new SgcNetwork(settings, features, classes),
        "appnp" => new AppnpNetwork(settings, features, classes),
        "mlp" or "logistic" => new MlpNetwork(settings, features, classes),
        var other => throw Unknown(other),
    };

    private static ArgumentException Unknown(string network) => new($"There is no network '{network}'; there are {string.Join(", ", Names)}.", nameof(network));
}

using NetMl.Gnn.Parameters;

namespace NetMl.Gnn.Encoders;

/// <summary>The encoders by name.</summary>
public static class HostEncoders
{
    /// <summary>Means over flows.</summary>
    public const string Means = "means";

    /// <summary>Attention over flows.</summary>
    public const string Attention = "attention";

    /// <summary>Means over flows, and a memory of the host's last windows.</summary>
    public const string Memory = "memory";

    /// <summary>Registers an encoder's parameters below "encoder".</summary>
    /// <param name="kind">One of the constants here.</param>
    public static IHostEncoder Create(string kind, ParameterLayout layout, NetworkShape shape) => kind switch
    {
        Means => Residual(layout, shape, heads: 0),
        Attention => Residual(layout, shape, HeadsFor(shape.Hidden)),
        Memory => new WindowMemory(layout, "encoder.memory", Residual(layout, shape, heads: 0), shape.Hidden),
        _ => throw new ArgumentException($"No encoder is called '{kind}'.", nameof(kind)),
    };

    /// <summary>Attention heads for a width: 4, or fewer where it is no multiple of that.</summary>
    public static int HeadsFor(int hidden) => hidden % 4 == 0 ? 4 : hidden % 2 == 0 ? 2 : 1;

    private static ResidualEncoder Residual(ParameterLayout layout, NetworkShape shape, int heads) =>
        new(layout, "encoder", shape.NodeFeatures, shape.FlowFeatures, shape.Hidden, heads);
}

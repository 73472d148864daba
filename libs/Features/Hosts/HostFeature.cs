namespace NetMl.Features.Hosts;

/// <summary>How a feature enters a learning tensor.</summary>
public enum FeatureScale
{
    /// <summary>As it is.</summary>
    Linear,

    /// <summary>log(1 + value): for amounts that span many orders of magnitude.</summary>
    Log,

    /// <summary>value × hosts: for shares of a whole, so that graphs of different sizes compare.</summary>
    TimesHosts,
}

/// <summary>One host: its place in the graph and its traffic.</summary>
public readonly record struct HostView(HostTopology Topology, HostTraffic Traffic, int Node);

/// <summary>A feature of a host: what it is called, what it means, and how it is computed.</summary>
/// <param name="Name">snake_case.</param>
/// <param name="Unit">Unit of <paramref name="Value"/>.</param>
/// <param name="Meaning">Formula in words, with the value when nothing is known.</param>
public sealed record HostFeature(string Name, string Unit, string Meaning, FeatureScale Scale, Func<HostView, double> Value)
{
    /// <summary>Its name in a learning tensor.</summary>
    public string TensorName => Scale switch
    {
        FeatureScale.Log => $"log1p({Name})",
        FeatureScale.TimesHosts => $"{Name}*hosts",
        _ => Name,
    };

    /// <summary>A value as it enters a learning tensor.</summary>
    public float Scaled(double value, int hosts) => (float)(Scale switch
    {
        FeatureScale.Log => Math.Log(1 + value),
        FeatureScale.TimesHosts => value * hosts,
        _ => value,
    });
}

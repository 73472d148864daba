using NetMl.Features.Descriptions;

namespace NetMl.Features.PerFlow;

/// <summary>One flow and what was known of its two hosts when it started.</summary>
public readonly record struct FlowView(FlowTable Flows, int Flow, FlowPast Past);

/// <summary>The value of a feature for one flow, in the unit of its description; for a feature with classes the index of the class.</summary>
public delegate double FlowValue(in FlowView flow);

/// <summary>A feature of a flow and the columns that it has in a learning tensor. Never an address.</summary>
/// <param name="Classes">Empty for a number; else the names that the value numbers: one column each, of which one is 1.</param>
/// <param name="MayMiss">Whether a value below 0 means "not known": a second column is then 1, and the first 0.</param>
public sealed record FlowFeature(FeatureDescription About, IReadOnlyList<string> Classes, bool MayMiss, FlowValue Value)
{
    /// <summary>Names of its columns in a learning tensor.</summary>
    public IReadOnlyList<string> Columns { get; } = Classes.Count > 0 ? [.. Classes.Select(one => $"{About.Name}={one}")]
        : MayMiss ? [About.TensorName, $"{About.Name}_missing"]
        : [About.TensorName];

    /// <summary>Writes its columns for one flow.</summary>
    /// <param name="values">As many as it has columns; all 0 beforehand.</param>
    public void Write(in FlowView flow, Span<float> values)
    {
        var value = Value(flow);
        if (Classes.Count > 0)
            values[(int)value] = 1;
        else if (MayMiss && value < 0)
            values[1] = 1;
        else
            values[0] = About.Scaled(value, hosts: 1);
    }
}

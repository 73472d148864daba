namespace NetMl.Integrations.MicrosoftML;

/// <summary>One flow as ML.NET reads it.</summary>
public sealed class FlowRow
{
    /// <summary>[fe], raw, named by FlowFeatures.Names.</summary>
    public float[] Features { get; set; } = [];

    /// <summary>The flow's class; empty = not labelled.</summary>
    public string Label { get; set; } = "";
}

using NetMl.Features.PerFlow;

namespace NetMl.Features;

/// <summary>Features of single flows; <see cref="FlowFeatureTable"/> says what each means. No address is ever among them.</summary>
public static class FlowFeatures
{
    /// <summary>Names of the columns in a learning tensor, fe of them.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. FlowFeatureTable.All.SelectMany(feature => feature.Columns)];

    /// <summary>Features of all flows of a table, as one window.</summary>
    /// <returns>[m, fe], row after row.</returns>
    public static float[] Compute(FlowTable flows)
    {
        ArgumentNullException.ThrowIfNull(flows);
        var values = new float[flows.Count * Names.Count];
        Compute(flows, 0, flows.Count, values);
        return values;
    }

    /// <summary>Features of the flows [begin, end), seen as if nothing had been before them. O(k · (fe + log k)).</summary>
    /// <param name="values">[k, fe], row after row; overwritten.</param>
    public static void Compute(FlowTable flows, int begin, int end, Span<float> values)
    {
        ArgumentNullException.ThrowIfNull(flows);
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, (end - begin) * Names.Count);
        values.Clear();
        var history = new FlowHistory(flows);
        var at = 0;
        for (var flow = begin; flow < end; flow++)
        {
            var view = new FlowView(flows, flow, history.Next(flow));
            foreach (var feature in FlowFeatureTable.All)
            {
                feature.Write(view, values.Slice(at, feature.Columns.Count));
                at += feature.Columns.Count;
            }
        }
    }

    /// <summary>What was known at the start of every flow of a table. O(m log m).</summary>
    internal static FlowPast[] Pasts(FlowTable flows)
    {
        var history = new FlowHistory(flows);
        var pasts = new FlowPast[flows.Count];
        for (var flow = 0; flow < pasts.Length; flow++)
            pasts[flow] = history.Next(flow);
        return pasts;
    }
}

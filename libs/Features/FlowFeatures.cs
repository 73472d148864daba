using NetMl.Features.PerFlow;

namespace NetMl.Features;

/// <summary>Features of single flows; <see cref="FlowFeatureTable"/> says what each column means. No address is ever among them.</summary>
public static class FlowFeatures
{
    /// <summary>Column names, fe of them.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. FlowFeatureTable.All.Select(feature => feature.Name)];

    /// <summary>Features of all flows of a table, as one window.</summary>
    /// <returns>[m, fe], row after row.</returns>
    public static float[] Compute(FlowTable flows)
    {
        ArgumentNullException.ThrowIfNull(flows);
        var values = new float[flows.Count * Names.Count];
        Compute(flows, 0, flows.Count, values);
        return values;
    }

    /// <summary>Features of the flows [begin, end), seen as if nothing had been before them. O(k · fe).</summary>
    /// <param name="values">[k, fe], row after row; overwritten.</param>
    public static void Compute(FlowTable flows, int begin, int end, Span<float> values)
    {
        ArgumentNullException.ThrowIfNull(flows);
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, (end - begin) * Names.Count);
        values.Clear();
        var gaps = FlowGap.Of(flows, begin, end);
        var at = 0;
        for (var flow = begin; flow < end; flow++)
        {
            var view = new FlowView(flows, flow, gaps[flow - begin]);
            foreach (var group in FlowFeatureTable.Groups)
            {
                group.Write(view, values.Slice(at, group.Columns.Count));
                at += group.Columns.Count;
            }
        }
    }
}

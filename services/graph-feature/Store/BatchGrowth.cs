using NetMl.Flows;

namespace NetMl.GraphFeature.Store;

/// <summary>How two batches at the same place of a file are related.</summary>
internal enum BatchGrowth
{
    /// <summary>Neither begins with the other.</summary>
    None,

    /// <summary>The one that arrived begins with all rows of the one that is stored: the file has grown.</summary>
    Grown,

    /// <summary>The one that is stored begins with all rows of the one that arrived: an older copy of the file.</summary>
    Known,
}

internal static class BatchGrowths
{
    /// <summary>Compares row by row. O(rows of the shorter one).</summary>
    public static BatchGrowth Between(FlowBatch stored, FlowBatch arrived)
    {
        for (var row = 0; row < Math.Min(stored.Count, arrived.Count); row++)
        {
            if (stored.Record(row) != arrived.Record(row))
                return BatchGrowth.None;
        }
        return stored.Count < arrived.Count ? BatchGrowth.Grown : BatchGrowth.Known;
    }
}

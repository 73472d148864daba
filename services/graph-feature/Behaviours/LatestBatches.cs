using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Behaviours;

/// <summary>Which batches an analysis looks at when the data set has more flows than it may have.</summary>
internal static class LatestBatches
{
    /// <summary>
    /// Those from where the analysis begins, while they are not too many; then the latest with three quarters of what is allowed, so that the
    /// next batches find room and not each of them makes all be read anew.
    /// </summary>
    /// <param name="segments">All of the data set, by start.</param>
    /// <param name="from">Where the analysis that is kept begins; null = there is none, and the latest that are allowed are taken.</param>
    /// <param name="most">Flows allowed.</param>
    public static IReadOnlyList<Segment> Of(IReadOnlyList<Segment> segments, long? from, int most)
    {
        IReadOnlyList<Segment> since = [.. segments.Where(segment => from is null || segment.Start >= from)];
        return since.Sum(segment => (long)segment.Rows) <= most ? since : Latest(segments, from is null ? most : most / 4 * 3);
    }

    private static Segment[] Latest(IReadOnlyList<Segment> segments, int most)
    {
        var rows = 0L;
        return [.. segments.Reverse().TakeWhile(segment => (rows += segment.Rows) <= most).Reverse()];
    }
}

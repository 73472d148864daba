using NetMl.Contracts.Datasets;

namespace NetMl.GraphFeature.Snapshots;

/// <summary>The times of a request as flow times, [from, to).</summary>
internal static class SnapshotTimes
{
    public static (long From, long To) Of(SnapshotRequest request) => (
        request.From is { } from ? FlowTime.Of(from) : long.MinValue,
        request.To is { } to ? FlowTime.Of(to) : long.MaxValue);
}

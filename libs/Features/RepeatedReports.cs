using System.Text;
using NetMl.Flows;

namespace NetMl.Features;

/// <summary>Lets a flow that its log reports again, as logs of still-open connections do, replace its earlier reports.</summary>
/// <remarks>
/// Rows report one flow when uid, start, addresses, ports and protocol are equal; a row without uid stands for itself. The row that has
/// seen most of the flow stays: longest duration, then most bytes and packets; of rows alike in those, the last in the table's order.
/// So neither the order of the rows nor their spread over batches and imports matters, and a log imported twice counts once.
/// Cost: O(m) for rows in the table's order, where reports of one flow stand together; uids are looked at only where such rows repeat.
/// </remarks>
internal static class RepeatedReports
{
    /// <summary>Shortens <paramref name="order"/>, the table's order of the rows in <paramref name="given"/>, by the replaced rows.</summary>
    /// <param name="batches">Where the rows are from, in the order given.</param>
    public static void Drop(FlowTableColumns given, IReadOnlyList<FlowBatch> batches, ref int[] order)
    {
        var uids = new Uids(batches);
        var latest = new Dictionary<string, int>(StringComparer.Ordinal);
        var kept = 0;
        for (int begin = 0, end; begin < order.Length; begin = end)
        {
            end = begin + 1;
            while (end < order.Length && HaveSameEnds(given, order[begin], order[end]))
                end++;
            var run = order.AsSpan(begin..end);
            FindLatest(given, uids, run, latest);
            foreach (var row in run)
            {
                if (run.Length == 1 || uids.Of(row) is not { } uid || latest[uid] == row)
                    order[kept++] = row;
            }
        }
        Array.Resize(ref order, kept);
    }

    private static void FindLatest(FlowTableColumns given, Uids uids, ReadOnlySpan<int> run, Dictionary<string, int> latest)
    {
        latest.Clear();
        if (run.Length == 1)
            return;
        foreach (var row in run)
        {
            if (uids.Of(row) is { } uid && (!latest.TryGetValue(uid, out var other) || Progress(given, row).CompareTo(Progress(given, other)) >= 0))
                latest[uid] = row;
        }
    }

    private static bool HaveSameEnds(FlowTableColumns given, int a, int b) =>
        given.Start[a] == given.Start[b] && given.Source[a] == given.Source[b] && given.Target[a] == given.Target[b]
        && given.SourcePort[a] == given.SourcePort[b] && given.TargetPort[a] == given.TargetPort[b] && given.Protocol[a] == given.Protocol[b];

    private static (long, long, long, long, long) Progress(FlowTableColumns given, int row) =>
        (given.Duration[row], given.SourceBytes[row], given.TargetBytes[row], given.SourcePackets[row], given.TargetPackets[row]);

    /// <summary>Uids by place in the order given.</summary>
    private sealed class Uids(IReadOnlyList<FlowBatch> batches)
    {
        private readonly int[] _begins = Begins(batches);

        public string? Of(int row)
        {
            var found = Array.BinarySearch(_begins, row);
            var batch = found >= 0 ? LastThatBeginsAt(row, found) : ~found - 1;
            var uid = batches[batch].UidBytes(row - _begins[batch]);
            return uid.IsEmpty ? null : Encoding.Latin1.GetString(uid);
        }

        // Batches without rows begin where the next one does.
        private int LastThatBeginsAt(int row, int batch)
        {
            while (batch + 1 < _begins.Length && _begins[batch + 1] == row)
                batch++;
            return batch;
        }

        private static int[] Begins(IReadOnlyList<FlowBatch> batches)
        {
            var begins = new int[batches.Count];
            for (var b = 1; b < begins.Length; b++)
                begins[b] = begins[b - 1] + batches[b - 1].Count;
            return begins;
        }
    }
}

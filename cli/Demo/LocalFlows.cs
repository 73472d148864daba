using NetMl.Cli.Files;
using NetMl.Flows;

namespace NetMl.Cli.Demo;

/// <summary>The flows of the upload as this machine reads them, in time order: the source of held-out flows and of their truth.</summary>
internal sealed class LocalFlows
{
    private readonly List<FlowBatch> _batches;
    private readonly (int Batch, int Row)[] _order;

    private LocalFlows(List<FlowBatch> batches)
    {
        _batches = batches;
        _order = batches.SelectMany((batch, index) => Enumerable.Range(0, batch.Count).Select(row => (index, row))).ToArray();
        var starts = Array.ConvertAll(_order, at => batches[at.Batch].StartNanoseconds[at.Row]);
        Array.Sort(starts, _order);
    }

    public int Count => _order.Length;

    public static async Task<LocalFlows> ReadAsync(IReadOnlyList<FlowSource> sources, CancellationToken cancellationToken)
    {
        var batches = new List<FlowBatch>();
        foreach (var source in sources)
        {
            await LocalReading.ReadAsync(source, null, Keep, cancellationToken);
        }
        return new LocalFlows(batches);

        bool Keep(FlowBatch batch)
        {
            batches.Add(batch);
            return true;
        }
    }

    /// <summary>Distinct labels among the first <paramref name="count"/> flows.</summary>
    public int LabelsAmongFirst(int count) => Enumerable.Range(0, count).Select(Label).Where(label => label is not null).Distinct(StringComparer.Ordinal).Count();

    /// <summary>Position of the first flow that starts at or after an instant.</summary>
    public int FirstAt(DateTimeOffset instant)
    {
        var nanoseconds = (instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) * 100;
        int low = 0, high = _order.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Start(middle) < nanoseconds)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    /// <summary>Flows [from, to) as one request body, their labels taken off, and their labels.</summary>
    public HeldOutWindow Window(int from, int to)
    {
        var builder = new FlowBatchBuilder(to - from);
        var truth = new string?[to - from];
        for (var position = from; position < to; position++)
        {
            var (batch, row) = _order[position];
            builder.Add(_batches[batch].Record(row) with { Label = null });
            truth[position - from] = Label(position);
        }
        return new HeldOutWindow(FlowFrame.Encode("held-out", $"window-{from}", builder.Build()), truth);
    }

    private string? Label(int position) => _batches[_order[position].Batch].Label(_order[position].Row);

    private long Start(int position) => _batches[_order[position].Batch].StartNanoseconds[_order[position].Row];
}

/// <summary>Consecutive held-out flows: a frame without labels, and the labels by row.</summary>
internal sealed record HeldOutWindow(byte[] Frame, IReadOnlyList<string?> Truth);

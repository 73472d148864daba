using NetMl.Flows;
using NetMl.Graphs.Parallelism;

namespace NetMl.Features;

/// <summary>The arrays of a <see cref="FlowTable"/>, all [m].</summary>
internal sealed class FlowTableColumns
{
    private const int BatchesPerChunk = 8;
    private const int RowsPerChunk = 1 << 16;

    public required long[] Start { get; init; }
    public required long[] Duration { get; init; }
    public required int[] Source { get; init; }
    public required int[] Target { get; init; }
    public required int[] SourcePort { get; init; }
    public required int[] TargetPort { get; init; }
    public required byte[] Protocol { get; init; }
    public required ConnectionState[] State { get; init; }
    public required long[] SourceBytes { get; init; }
    public required long[] TargetBytes { get; init; }
    public required long[] SourcePackets { get; init; }
    public required long[] TargetPackets { get; init; }
    public required int[] Service { get; init; }
    public required int[] Label { get; init; }
    public required int[] Row { get; init; }
    public required HostAddress[] Hosts { get; init; }
    public required string[] Services { get; init; }
    public required string[] Labels { get; init; }

    public static FlowTableColumns Sorted(IReadOnlyList<FlowBatch> batches, long from, long to)
    {
        var given = Concatenated(batches);
        var order = new int[given.Start.Length];
        var count = 0;
        for (var i = 0; i < order.Length; i++)
        {
            if (given.Start[i] >= from && given.Start[i] < to)
                order[count++] = i;
        }
        Array.Resize(ref order, count);
        Array.Sort(Pick(given.Start, order), order);
        SortTies(given, order);
        RepeatedReports.Drop(given, batches, ref order);
        return given.Reordered(order);
    }

    private static FlowTableColumns Concatenated(IReadOnlyList<FlowBatch> batches)
    {
        var count = batches.Sum(batch => batch.Count);
        var hosts = Numbering<HostAddress>.Of(batches, batch => batch.AddressKeys, ByNumber);
        var services = Numbering<string>.Of(batches, batch => batch.Services.ToArray(), StringComparer.Ordinal);
        var labels = Numbering<string>.Of(batches, batch => batch.Labels.ToArray(), StringComparer.Ordinal);
        var columns = Allocate(count, hosts.Values, services.Values, labels.Values);
        var begins = new int[batches.Count];
        for (var b = 1; b < begins.Length; b++)
            begins[b] = begins[b - 1] + batches[b - 1].Count;
        FixedChunks.Run(batches.Count, BatchesPerChunk, 0, (first, last) =>
        {
            for (var b = first; b < last; b++)
            {
                columns.Copy(batches[b], begins[b]);
                hosts.Translate(b, batches[b].Source, columns.Source.AsSpan(begins[b]));
                hosts.Translate(b, batches[b].Destination, columns.Target.AsSpan(begins[b]));
                services.Translate(b, batches[b].ServiceCodes, columns.Service.AsSpan(begins[b]));
                labels.Translate(b, batches[b].LabelCodes, columns.Label.AsSpan(begins[b]));
            }
        });
        return columns;
    }

    private static Comparer<HostAddress> ByNumber { get; } =
        Comparer<HostAddress>.Create((a, b) => a.High != b.High ? a.High.CompareTo(b.High) : a.Low.CompareTo(b.Low));

    private static FlowTableColumns Allocate(int count, HostAddress[] hosts, string[] services, string[] labels) => new()
    {
        Start = new long[count],
        Duration = new long[count],
        Source = new int[count],
        Target = new int[count],
        SourcePort = new int[count],
        TargetPort = new int[count],
        Protocol = new byte[count],
        State = new ConnectionState[count],
        SourceBytes = new long[count],
        TargetBytes = new long[count],
        SourcePackets = new long[count],
        TargetPackets = new long[count],
        Service = new int[count],
        Label = new int[count],
        Row = [.. Enumerable.Range(0, count)],
        Hosts = hosts,
        Services = services,
        Labels = labels,
    };

    private void Copy(FlowBatch batch, int begin)
    {
        batch.StartNanoseconds.CopyTo(Start.AsSpan(begin));
        batch.DurationNanoseconds.CopyTo(Duration.AsSpan(begin));
        batch.SourcePort.CopyTo(SourcePort.AsSpan(begin));
        batch.DestinationPort.CopyTo(TargetPort.AsSpan(begin));
        batch.Protocol.CopyTo(Protocol.AsSpan(begin));
        batch.State.CopyTo(State.AsSpan(begin));
        batch.SourceBytes.CopyTo(SourceBytes.AsSpan(begin));
        batch.DestinationBytes.CopyTo(TargetBytes.AsSpan(begin));
        batch.SourcePackets.CopyTo(SourcePackets.AsSpan(begin));
        batch.DestinationPackets.CopyTo(TargetPackets.AsSpan(begin));
    }

    private static void SortTies(FlowTableColumns columns, int[] order)
    {
        var byAll = Comparer<int>.Create(columns.Compare);
        for (int begin = 0, end; begin < order.Length; begin = end)
        {
            end = begin + 1;
            while (end < order.Length && columns.Start[order[end]] == columns.Start[order[begin]])
                end++;
            if (end - begin > 1)
                Array.Sort(order, begin, end - begin, byAll);
        }
    }

    /// <summary>Orders rows with the same start by all other columns, last by the order given.</summary>
    private int Compare(int a, int b)
    {
        var first = (Source[a], Target[a], SourcePort[a], TargetPort[a], Protocol[a], State[a])
            .CompareTo((Source[b], Target[b], SourcePort[b], TargetPort[b], Protocol[b], State[b]));
        if (first != 0)
            return first;
        return (Duration[a], SourceBytes[a], TargetBytes[a], SourcePackets[a], TargetPackets[a], Service[a], Label[a], a)
            .CompareTo((Duration[b], SourceBytes[b], TargetBytes[b], SourcePackets[b], TargetPackets[b], Service[b], Label[b], b));
    }

    /// <summary>Keeps the rows in <paramref name="order"/>, and of hosts, services and labels those that they use.</summary>
    private FlowTableColumns Reordered(int[] order)
    {
        var (source, target, service, label) = (Pick(Source, order), Pick(Target, order), Pick(Service, order), Pick(Label, order));
        return new FlowTableColumns
        {
            Hosts = KeepUsed(Hosts, source, target),
            Services = KeepUsed(Services, service),
            Labels = KeepUsed(Labels, label),
            Source = source,
            Target = target,
            Service = service,
            Label = label,
            Start = Pick(Start, order),
            Duration = Pick(Duration, order),
            SourcePort = Pick(SourcePort, order),
            TargetPort = Pick(TargetPort, order),
            Protocol = Pick(Protocol, order),
            State = Pick(State, order),
            SourceBytes = Pick(SourceBytes, order),
            TargetBytes = Pick(TargetBytes, order),
            SourcePackets = Pick(SourcePackets, order),
            TargetPackets = Pick(TargetPackets, order),
            Row = order,
        };
    }

    /// <summary>The same flows between other nodes.</summary>
    public FlowTableColumns Between(int[] source, int[] target, HostAddress[] hosts) => new()
    {
        Hosts = hosts,
        Source = source,
        Target = target,
        Services = Services,
        Labels = Labels,
        Service = Service,
        Label = Label,
        Start = Start,
        Duration = Duration,
        SourcePort = SourcePort,
        TargetPort = TargetPort,
        Protocol = Protocol,
        State = State,
        SourceBytes = SourceBytes,
        TargetBytes = TargetBytes,
        SourcePackets = SourcePackets,
        TargetPackets = TargetPackets,
        Row = Row,
    };

    /// <summary>Drops the values that no column names and renumbers the columns in place.</summary>
    private static T[] KeepUsed<T>(T[] values, params ReadOnlySpan<int[]> columns)
    {
        var number = new int[values.Length];
        foreach (var column in columns)
        {
            foreach (var code in column)
            {
                if (code >= 0)
                    number[code] = 1;
            }
        }
        var kept = new List<T>();
        for (var code = 0; code < values.Length; code++)
        {
            if (number[code] == 0)
                continue;
            number[code] = kept.Count;
            kept.Add(values[code]);
        }
        foreach (var column in columns)
        {
            for (var i = 0; i < column.Length; i++)
                column[i] = column[i] < 0 ? -1 : number[column[i]];
        }
        return [.. kept];
    }

    private static T[] Pick<T>(T[] values, int[] order)
    {
        var picked = new T[order.Length];
        FixedChunks.Run(order.Length, RowsPerChunk, 0, (begin, end) =>
        {
            for (var i = begin; i < end; i++)
                picked[i] = values[order[i]];
        });
        return picked;
    }
}

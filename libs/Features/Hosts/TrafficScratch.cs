namespace NetMl.Features.Hosts;

/// <summary>Values of one host's flows while they are gathered; reused from host to host, and grown to the busiest.</summary>
internal sealed class TrafficScratch
{
    /// <summary>From this many ports on, marking them costs less than sorting them.</summary>
    private const int ManyPorts = 256;

    private long[] _sent = [];
    private long[] _received = [];
    private int[] _ports = [];
    private int[] _marks = [];
    private int _mark;

    /// <summary>Known payload of both sides per flow.</summary>
    public GrowingValues Bytes { get; } = new();

    /// <summary>Known packets of both sides per flow.</summary>
    public GrowingValues Packets { get; } = new();

    /// <summary>Known seconds per flow.</summary>
    public GrowingValues Seconds { get; } = new();

    /// <summary>Makes room for a host of this many flows.</summary>
    public void Begin(int flows)
    {
        if (_sent.Length < flows)
            (_sent, _received, _ports) = (new long[2 * flows], new long[2 * flows], new int[2 * flows]);
        Bytes.Begin(flows);
        Packets.Begin(flows);
        Seconds.Begin(flows);
    }

    /// <summary>Looks up a column's values for some flows: one tight loop per column, so that many cache misses run at once.</summary>
    public (long Sent, long Received) Sum(ReadOnlySpan<int> flows, ReadOnlySpan<long> sentColumn, ReadOnlySpan<long> receivedColumn, GrowingValues known)
    {
        Span<long> sent = _sent.AsSpan(0, flows.Length), received = _received.AsSpan(0, flows.Length);
        Gather(flows, sentColumn, sent);
        Gather(flows, receivedColumn, received);
        long allSent = 0, allReceived = 0;
        for (var i = 0; i < flows.Length; i++)
        {
            if (sent[i] < 0 && received[i] < 0)
                continue;
            long ownSent = Math.Max(0, sent[i]), ownReceived = Math.Max(0, received[i]);
            allSent += ownSent;
            allReceived += ownReceived;
            known.Add(ownSent + ownReceived);
        }
        return (allSent, allReceived);
    }

    /// <summary>Adds the known durations of some flows.</summary>
    public void AddSeconds(ReadOnlySpan<int> flows, ReadOnlySpan<long> durations)
    {
        var nanoseconds = _sent.AsSpan(0, flows.Length);
        Gather(flows, durations, nanoseconds);
        foreach (var one in nanoseconds)
        {
            if (one >= 0)
                Seconds.Add(one / 1e9);
        }
    }

    /// <summary>Different known ports of some flows.</summary>
    public int DistinctPorts(ReadOnlySpan<int> flows, ReadOnlySpan<int> portColumn)
    {
        var ports = _ports.AsSpan(0, flows.Length);
        Gather(flows, portColumn, ports);
        return ports.Length < ManyPorts ? DistinctBySorting(ports) : DistinctByMarking(ports);
    }

    private static int DistinctBySorting(Span<int> ports)
    {
        ports.Sort();
        var count = 0;
        for (var i = 0; i < ports.Length; i++)
            count += ports[i] >= 0 && (i == 0 || ports[i] != ports[i - 1]) ? 1 : 0;
        return count;
    }

    private int DistinctByMarking(ReadOnlySpan<int> ports)
    {
        if (_marks.Length == 0)
            _marks = new int[ushort.MaxValue + 1];
        _mark++;
        var count = 0;
        foreach (var port in ports)
        {
            if (port < 0 || _marks[port] == _mark)
                continue;
            _marks[port] = _mark;
            count++;
        }
        return count;
    }

    private static void Gather<T>(ReadOnlySpan<int> flows, ReadOnlySpan<T> column, Span<T> values)
    {
        for (var i = 0; i < flows.Length; i++)
            values[i] = column[flows[i]];
    }

    /// <summary>A list of numbers whose room is made beforehand.</summary>
    internal sealed class GrowingValues
    {
        private double[] _values = [];
        private int _count;

        public Span<double> Span => _values.AsSpan(0, _count);

        public void Begin(int most)
        {
            if (_values.Length < most)
                _values = new double[2 * most];
            _count = 0;
        }

        public void Add(double value) => _values[_count++] = value;
    }
}

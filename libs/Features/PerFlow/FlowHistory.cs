namespace NetMl.Features.PerFlow;

/// <summary>Walks through flows in the order of their table and tells for each what was known when it started.</summary>
/// <remarks>
/// Nothing comes from the future: that a flow was opened is known from its start on, how much it carried and whether it failed only once it has
/// ended (at once, when its duration is not known). O(log k) per flow for the ends; memory for the hosts, pairs and called ports seen.
/// </remarks>
internal sealed class FlowHistory(FlowTable flows)
{
    private readonly Dictionary<int, HostPast> _hosts = [];
    private readonly Dictionary<(int Source, int Target), PairPast> _pairs = [];
    private readonly HashSet<(int Source, int Port)> _portsCalled = [];
    private readonly PriorityQueue<int, long> _running = new();

    /// <summary>What was known when the flow started; afterwards its start is known too. Call in ascending order of flows.</summary>
    public FlowPast Next(int flow)
    {
        var start = flows.Start[flow];
        while (_running.TryPeek(out _, out var end) && end <= start)
            Close(_running.Dequeue());

        var pair = (flows.Source[flow], flows.Target[flow]);
        var (source, target) = (Host(pair.Item1, start), Host(pair.Item2, start));
        var known = _pairs.TryGetValue(pair, out var before);
        var past = new FlowPast(
            source.Opened == 0 ? -1 : start - source.LastOpened, known ? start - before.Last : -1, before.Flows,
            source.At(start), target.At(start));
        Open(flow, source, target, isNewPair: !known);
        _pairs[pair] = new PairPast(start, before.Flows + 1);
        return past;
    }

    private HostPast Host(int host, long start)
    {
        if (!_hosts.TryGetValue(host, out var past))
            _hosts[host] = past = new HostPast(start);
        return past;
    }

    private void Open(int flow, HostPast source, HostPast target, bool isNewPair)
    {
        source.Opened++;
        source.LastOpened = flows.Start[flow];
        target.Answered++;
        if (isNewPair)
        {
            source.Called++;
            target.Callers++;
        }
        if (flows.TargetPort[flow] >= 0 && _portsCalled.Add((flows.Source[flow], flows.TargetPort[flow])))
            source.PortsCalled++;
        _running.Enqueue(flow, flows.Start[flow] + Math.Max(0, flows.Duration[flow]));
    }

    private void Close(int flow)
    {
        var (source, target) = (_hosts[flows.Source[flow]], _hosts[flows.Target[flow]]);
        var (sent, received) = (Math.Max(0, flows.SourceBytes[flow]), Math.Max(0, flows.TargetBytes[flow]));
        source.BytesSent += sent;
        source.BytesReceived += received;
        target.BytesSent += received;
        target.BytesReceived += sent;
        source.Ended++;
        source.Failed += flows.Failed(flow) ? 1 : 0;
    }

    private readonly record struct PairPast(long Last, int Flows);

    private sealed class HostPast(long first)
    {
        public int Opened { get; set; }
        public long LastOpened { get; set; }
        public int Answered { get; set; }
        public int Called { get; set; }
        public int Callers { get; set; }
        public int PortsCalled { get; set; }
        public long BytesSent { get; set; }
        public long BytesReceived { get; set; }
        public int Ended { get; set; }
        public int Failed { get; set; }

        public EndPast At(long start) => new(
            Opened + Answered == 0 ? -1 : start - first, Opened, Answered, Called, Callers, PortsCalled,
            BytesSent, BytesReceived, Ended == 0 ? 0 : (double)Failed / Ended);
    }
}

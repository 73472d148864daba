using System.Globalization;
using System.Text;
using NetMl.Contracts.Serving;
using NetMl.Features;
using NetMl.Flows;
using NetMl.GraphFeature;
using NetMl.Inference.Refusals;
using NetMl.Inference.Scoring;

namespace NetMl.Inference.Explaining;

/// <summary>Flows as they are stored, and the graph that a model sees in them.</summary>
internal sealed class GivenFlows
{
    private readonly FlowPlaces _places;

    public GivenFlows(IReadOnlyList<FlowBatch> batches, int windowFlows)
    {
        Graph = FlowGraph.Build(batches, windowFlows);
        _places = new FlowPlaces(batches, Graph);
    }

    public FlowGraph Graph { get; }

    /// <summary>The flow of the graph with this uid, the last of several.</summary>
    public int Find(string uid)
    {
        var wanted = Encoding.UTF8.GetBytes(uid);
        for (var flow = Graph.FlowCount - 1; flow >= 0; flow--)
        {
            var (batch, row, _) = _places.Of(flow);
            if (batch.UidBytes(row).SequenceEqual(wanted))
                return flow;
        }
        throw Refusal.NotFound($"The flow '{uid}' is no longer there.");
    }

    /// <summary>The nodes of a host, one for each window in which it occurs, in order of time.</summary>
    /// <exception cref="Refusal">400: no address; 404: no flow has it.</exception>
    public IReadOnlyList<int> Nodes(string address)
    {
        if (!HostAddressParser.TryParse(address, out var key))
            throw Refusal.BadRequest($"'{address}' is not an IPv4 or IPv6 address.");
        var host = Graph.Hosts.Index().Where(pair => pair.Item == key.ToString()).Select(pair => pair.Index).DefaultIfEmpty(-1).First();
        if (host < 0)
            throw Refusal.NotFound($"No flow that was looked at has the host '{address}'.{NearestName.Hint(address, Graph.Hosts)}");
        return [.. Enumerable.Range(0, Graph.NodeCount).Where(node => Graph.NodeHost.Span[node] == host)];
    }

    public string Host(int node) => Graph.Hosts[Graph.NodeHost.Span[node]];

    /// <summary>source → target:port (start).</summary>
    public string Name(int flow)
    {
        var edge = Edge(flow, 1, true);
        var target = edge.TargetPort is { } port ? string.Create(CultureInfo.InvariantCulture, $"{(edge.Target.Contains(':', StringComparison.Ordinal) ? $"[{edge.Target}]" : edge.Target)}:{port}") : edge.Target;
        return string.Create(CultureInfo.InvariantCulture, $"{edge.Source} → {target} ({edge.Start?.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC)");
    }

    public EdgeReason Edge(int flow, double weight, bool isItem)
    {
        var (batch, row, _) = _places.Of(flow);
        var bytes = batch.SourceBytes[row] < 0 && batch.DestinationBytes[row] < 0 ? (long?)null : Math.Max(0, batch.SourceBytes[row]) + Math.Max(0, batch.DestinationBytes[row]);
        return new EdgeReason(
            batch.Addresses[batch.Source[row]], batch.Addresses[batch.Destination[row]], weight, isItem, batch.Uid(row), DateTimeOffset.UnixEpoch.AddTicks(batch.StartNanoseconds[row] / 100),
            batch.DestinationPort[row] is >= 0 and var port ? port : null, Protocol(batch.Protocol[row]), bytes);
    }

    private static string? Protocol(byte number) => number switch
    {
        IpProtocol.Tcp => "tcp",
        IpProtocol.Udp => "udp",
        IpProtocol.Icmp or IpProtocol.IcmpV6 => "icmp",
        IpProtocol.Unknown => null,
        _ => string.Create(CultureInfo.InvariantCulture, $"{number}"),
    };
}

using NetMl.Features.Hosts;
using NetMl.Flows;
using NetMl.Graphs.Csr;
using NetMl.Graphs.Parallelism;

namespace NetMl.Features;

/// <summary>Who talks to whom: one node for each host, one edge from each host to each host that it opened flows to.</summary>
/// <remarks>n hosts, m edges; built from a run of consecutive flows in time order.</remarks>
public sealed class HostGraph
{
    private const int HostsPerChunk = 256;

    private readonly int[] _hosts;
    private readonly int[] _source;
    private readonly int[] _target;
    private readonly long[] _edgeBytes;
    private readonly Lazy<Incidence> _opened;
    private readonly Lazy<Incidence> _answered;

    private HostGraph(FlowTable flows, int firstFlow, int[] hosts, int[] source, int[] target)
    {
        Flows = flows;
        FirstFlow = firstFlow;
        _hosts = hosts;
        _source = source;
        _target = target;
        var built = CsrBuilder.Directed(hosts.Length, source, target, []);
        Directed = built.Graph;
        Undirected = CsrBuilder.UndirectedSimple(built.Graph);
        _edgeBytes = new long[built.Graph.EdgeCount];
        for (var i = 0; i < source.Length; i++)
            _edgeBytes[built.EdgeOfRow.Span[i]] += Math.Max(0, flows.Bytes(firstFlow + i));
        EdgeOfFlow = built.EdgeOfRow;
        _opened = new(() => Incidence.Of(hosts.Length, source));
        _answered = new(() => Incidence.Of(hosts.Length, target));
    }

    /// <summary>The table that the flows lie in.</summary>
    public FlowTable Flows { get; }

    /// <summary>Index in <see cref="Flows"/> of the first flow of this graph.</summary>
    public int FirstFlow { get; }

    /// <summary>Number of flows in this graph.</summary>
    public int FlowCount => _source.Length;

    /// <summary>[n]: index of each node in the table's hosts, ascending.</summary>
    public ReadOnlySpan<int> Hosts => _hosts;

    /// <summary>[flows]: node that opened each flow.</summary>
    public ReadOnlySpan<int> Source => _source;

    /// <summary>[flows]: node that answered.</summary>
    public ReadOnlySpan<int> Target => _target;

    /// <summary>Edges with their number of flows as weight.</summary>
    public CsrGraph Directed { get; }

    /// <summary>The same without direction and self-loops.</summary>
    public CsrGraph Undirected { get; }

    /// <summary>[m]: payload of both sides on each edge of <see cref="Directed"/>, in bytes; unknown counts 0.</summary>
    public ReadOnlySpan<long> EdgeBytes => _edgeBytes;

    /// <summary>[flows]: the edge of <see cref="Directed"/> that each flow belongs to.</summary>
    public ReadOnlyMemory<int> EdgeOfFlow { get; }

    /// <summary>The instant halfway between the first and the last start, nanoseconds since 1970-01-01 UTC; 0 without flows.</summary>
    public long MiddleOfTime
    {
        get
        {
            var start = Flows.Start.Slice(FirstFlow, FlowCount);
            return start.IsEmpty ? 0 : start[0] + (start[^1] - start[0]) / 2;
        }
    }

    /// <summary>The graph of all flows. O(flows · log flows).</summary>
    public static HostGraph Build(IReadOnlyList<FlowBatch> batches) => Build(FlowTable.Build(batches));

    /// <summary>The graph of all flows of a table.</summary>
    public static HostGraph Build(FlowTable flows)
    {
        ArgumentNullException.ThrowIfNull(flows);
        return Build(flows, 0, flows.Count);
    }

    /// <summary>The graph of the flows [begin, end) of a table, with only the hosts that take part in them.</summary>
    /// <remarks>O(k log k) for k flows at most, however many hosts the table has.</remarks>
    public static HostGraph Build(FlowTable flows, int begin, int end)
    {
        ArgumentNullException.ThrowIfNull(flows);
        var source = flows.Source[begin..end].ToArray();
        var target = flows.Target[begin..end].ToArray();
        var hosts = Renumbering.Dense(flows.Hosts.Count, source, target);
        return new HostGraph(flows, begin, hosts, source, target);
    }

    /// <summary>Address of a node.</summary>
    public string Address(int node) => Flows.Hosts[_hosts[node]].ToString();

    /// <summary>The flows that a node opened, in time order, counted from <see cref="FirstFlow"/>.</summary>
    internal ReadOnlySpan<int> Opened(int node) => _opened.Value.Of(node);

    /// <summary>The flows that a node answered, likewise.</summary>
    internal ReadOnlySpan<int> Answered(int node) => _answered.Value.Of(node);

    /// <summary>Visits every node once, on all cores; what is computed for one node must not depend on another.</summary>
    internal void ForEachHost<TScratch>(Func<TScratch> scratch, Action<int, TScratch> visit) =>
        FixedChunks.Run(_hosts.Length, HostsPerChunk, 0, scratch, (begin, end, own) =>
        {
            for (var node = begin; node < end; node++)
                visit(node, own);
        });
}

using NetMl.GraphFeature.Datasets;
using NetMl.GraphFeature.Store;
using NetMl.Graphs.Csr;
using NetMl.Graphs.Traversal;

namespace NetMl.GraphFeature.Social;

/// <summary>Who is linked with whom, of an uploaded graph or a data set alike. What is computed of it is remembered; one caller at a time.</summary>
internal sealed class SocialGraph
{
    private const int MostRemembered = 8;
    private readonly Dictionary<string, object> _remembered = [];
    private readonly Func<string, int> _find;
    private readonly Lazy<TimedEdges?> _times;

    private SocialGraph(string name, string kind, CsrGraph directed, CsrGraph undirected, Func<int, string> nameOf, Func<string, int> find, Func<TimedEdges?> times) =>
        (Name, Kind, Directed, Undirected, NameOf, _find, _times) = (name, kind, directed, undirected, nameOf, find, new Lazy<TimedEdges?>(times));

    public string Name { get; }

    /// <summary>"graph" or "data set".</summary>
    public string Kind { get; }

    /// <summary>As its edges go; the same as <see cref="Undirected"/> when they go both ways.</summary>
    public CsrGraph Directed { get; }

    /// <summary>Symmetric, without self-loops.</summary>
    public CsrGraph Undirected { get; }

    public bool IsDirected => !ReferenceEquals(Directed, Undirected);

    public Func<int, string> NameOf { get; }

    /// <summary>[n], null for nodes without one; null = no node has one.</summary>
    public IReadOnlyList<string?>? Labels { get; private init; }

    /// <summary>Null = times are not known.</summary>
    public TimedEdges? Times => _times.Value;

    public required Func<long, DateTimeOffset> TimeOf { get; init; }

    public static SocialGraph Of(DatasetGraph data)
    {
        var graph = data.Graph;
        return new SocialGraph(data.Dataset, "data set", graph.Directed, graph.Undirected, graph.Address, address => Find(data, address), () =>
            TimedEdges.Of(graph.Hosts.Length, graph.Source, graph.Target, graph.Flows.Start.Slice(graph.FirstFlow, graph.FlowCount)))
        { TimeOf = FlowTime.Of };
    }

    public static SocialGraph Of(StoredLinks links)
    {
        var directed = CsrBuilder.Directed(links.Info.Nodes, links.EdgeSource, links.EdgeTarget);
        var undirected = CsrBuilder.UndirectedSimple(directed);
        var nodeOf = new Lazy<Dictionary<string, int>>(() => links.Ids.Index().ToDictionary(one => one.Item, one => one.Index, StringComparer.Ordinal));
        return new SocialGraph(
            links.Info.Name, "graph", links.Info.Directed ? directed : undirected, undirected, node => links.Ids[node],
            id => nodeOf.Value.TryGetValue(id, out var node) ? node : -1, () => links.Times)
        {
            TimeOf = DateTimeOffset.FromUnixTimeSeconds,
            Labels = links.Labels.Any(label => label is not null) ? links.Labels : null,
        };
    }

    /// <summary>The node of a name; −1 when there is none.</summary>
    public int Find(string name) => _find(name);

    /// <summary>What was computed under this key before, or is now; the last few are kept.</summary>
    public T Remember<T>(string key, Func<T> compute)
        where T : class
    {
        if (_remembered.TryGetValue(key, out var known))
            return (T)known;
        var made = compute();
        if (_remembered.Count == MostRemembered)
            _remembered.Clear();
        _remembered.Add(key, made);
        return made;
    }

    private static int Find(DatasetGraph data, string address) =>
        data.Find("from", address, out var node) is null ? node : -1;
}

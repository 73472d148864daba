using System.Text;
using NetMl.Contracts.Datasets;
using NetMl.Features;
using NetMl.Features.Exploration;
using NetMl.Features.Pairs;
using NetMl.Flows;
using NetMl.GraphFeature.Social;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Datasets;

/// <summary>The host graph of a data set as of one version, in memory, with its flows and host features. Immutable; what else is asked is computed then and kept.</summary>
internal sealed class DatasetGraph
{
    private readonly double[] _hostFeatures;
    private readonly Lazy<PairFacts> _pairs;
    private readonly Lazy<EdgeTimes> _times;
    private readonly Lazy<SocialGraph> _social;

    public DatasetGraph(string dataset, HostGraph graph, CancellationToken cancellationToken)
    {
        // What the features came from is not kept: it is larger than they are.
        var features = HostFeatures.Compute(graph, cancellationToken);
        _hostFeatures = features.Values.ToArray();
        (Dataset, Graph, Summary) = (dataset, graph, Summarise(features));
        _pairs = new Lazy<PairFacts>(() => PairFacts.Of(graph));
        _times = new Lazy<EdgeTimes>(() => EdgeTimes.Of(graph));
        _social = new Lazy<SocialGraph>(() => SocialGraph.Of(this));
    }

    /// <summary>Names of the features of edges.</summary>
    public static IReadOnlyList<string> EdgeFeatureNames { get; } = [.. PairFeatureTable.All.Select(feature => feature.About.Name)];

    public string Dataset { get; }

    public HostGraph Graph { get; }

    /// <summary>Sizes of the host graph.</summary>
    public GraphSummary Summary { get; }

    /// <summary>The same graph, for questions that do not know of flows.</summary>
    public SocialGraph Social => _social.Value;

    /// <summary>Names what the answers depend on: the batches' content and the names of the features.</summary>
    public static string Version(string dataset, IEnumerable<Segment> segments)
    {
        var content = string.Join('\n', [dataset, .. HostFeatures.Names, .. EdgeFeatureNames, .. segments.Select(segment => segment.Sha256)]);
        return EntityTag.Hash(Encoding.UTF8.GetBytes(content));
    }

    public HostAddress Address(int node) => Graph.Flows.Hosts[Graph.Hosts[node]];

    /// <summary>The node of an address; −1 when no flow has it. O(n).</summary>
    public int Find(HostAddress address)
    {
        for (var node = 0; node < Graph.Hosts.Length; node++)
        {
            if (Address(node) == address)
                return node;
        }
        return -1;
    }

    public double HostFeature(int node, int feature) => _hostFeatures[node * HostFeatures.Names.Count + feature];

    public double EdgeFeature(int edge, int feature) => PairFeatureTable.All[feature].Value(new PairView(_pairs.Value, edge));

    public int Source(int edge) => _pairs.Value.Source[edge];

    public int Target(int edge) => Graph.Directed.Targets[edge];

    public DateTimeOffset First(int edge) => FlowTime.Of(_times.Value.First.Span[edge]);

    public DateTimeOffset Last(int edge) => FlowTime.Of(_times.Value.Last.Span[edge]);

    private static GraphSummary Summarise(HostFeatures features) => new(
        features.Graph.Hosts.Length, features.Graph.Directed.EdgeCount, features.Graph.FlowCount, features.Topology.Components.Count,
        features.Topology.Clustering.Average, features.Topology.Clustering.Triangles.Total);
}

using NetMl.Contracts.Graphs;
using NetMl.Graphs.Centrality;
using NetMl.Graphs.Structure;

namespace NetMl.GraphFeature.Social;

/// <summary>Nodes by betweenness, without direction: exact where that is quick, else sampled within a stated error.</summary>
internal sealed class Brokerage
{
    public const string Exact = "exact";
    public const string Sampled = "sampled";
    private const double ExactSteps = 5e8;
    private const int MostJoins = 5;
    private readonly SocialGraph _graph;
    private readonly double[] _shares;
    private readonly int[] _order;
    private readonly bool[] _isCutNode;

    private Brokerage(SocialGraph graph, double maximumSteps, CancellationToken cancellationToken)
    {
        _graph = graph;
        var links = graph.Undirected;
        if ((double)links.NodeCount * links.EdgeCount <= Math.Min(ExactSteps, maximumSteps))
        {
            (Method, _shares) = (Exact, Betweenness.Compute(links, cancellationToken: cancellationToken));
        }
        else
        {
            var sampled = Betweenness.Sampled(links, new BetweennessSampling(0.005, MaximumWork: (long)maximumSteps), cancellationToken: cancellationToken);
            (Method, _shares, ErrorBound, FailureChance) = (Sampled, sampled.Shares.ToArray(), sampled.ErrorBound, sampled.FailureChance);
        }
        _order = [.. Enumerable.Range(0, _shares.Length).OrderByDescending(node => _shares[node]).ThenByDescending(links.OutDegree).ThenBy(node => node)];
        _isCutNode = new bool[_shares.Length];
        foreach (var node in BridgesAndCutNodes.Compute(links).CutNodes.Span)
            _isCutNode[node] = true;
    }

    public string Method { get; }

    public double ErrorBound { get; }

    public double FailureChance { get; }

    public static Brokerage Find(SocialGraph graph, double maximumSteps, CancellationToken cancellationToken) =>
        graph.Remember("brokers", () => new Brokerage(graph, maximumSteps, cancellationToken));

    public IEnumerable<Broker> Page(PageRequest page, CancellationToken cancellationToken)
    {
        var division = Division.Find(_graph, Division.Leiden, 1, cancellationToken);
        foreach (var node in _order.Skip(page.Offset).Take(page.Top))
        {
            var own = division.Of(node);
            var around = _graph.Undirected.Neighbours(node).ToArray().Select(division.Of).Where(community => community != own)
                .CountBy(community => community).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Select(pair => pair.Key).ToArray();
            yield return new Broker(
                _graph.NameOf(node), _shares[node], _graph.Undirected.OutDegree(node), own, around.Length + 1, [.. around.Take(MostJoins)], _isCutNode[node]);
        }
    }
}

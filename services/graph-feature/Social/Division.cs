using Microsoft.AspNetCore.Http.HttpResults;
using NetMl.Contracts.Graphs;
using NetMl.Graphs.Communities;
using NetMl.Graphs.Csr;

namespace NetMl.GraphFeature.Social;

/// <summary>The communities of a graph by one method: 0 is the largest, equal ones are in the order of their first node.</summary>
internal sealed class Division
{
    public const string Leiden = "leiden";
    public const string LabelPropagation = "label-propagation";
    private const int Leaders = 5;
    private readonly SocialGraph _graph;
    private readonly int[] _communityOf;
    private readonly int[][] _members;

    private Division(SocialGraph graph, int[] labels)
    {
        _graph = graph;
        _members = [.. Enumerable.Range(0, labels.Length).GroupBy(node => labels[node]).Select(group => group.ToArray()).OrderByDescending(group => group.Length).ThenBy(group => group[0])];
        _communityOf = new int[labels.Length];
        foreach (var (community, members) in _members.Index())
        {
            foreach (var member in members)
                _communityOf[member] = community;
        }
        Modularity = NetMl.Graphs.Communities.Modularity.Compute(graph.Undirected, _communityOf);
        Agreement = Compare(graph.Labels);
    }

    public double Modularity { get; }

    /// <summary>Null = fewer than two nodes have a label.</summary>
    public LabelAgreement? Agreement { get; }

    public int Count => _members.Length;

    public int Of(int node) => _communityOf[node];

    /// <summary>Reads method and resolution; a refusal says what they may be.</summary>
    public static ProblemHttpResult? Read(string? method, string? resolution, out (string Method, double Resolution) how)
    {
        how = (string.IsNullOrEmpty(method) ? Leiden : method, Problems.Number(resolution, 1, 0, 1000) ?? double.NaN);
        return how.Method is not (Leiden or LabelPropagation) ? Problems.BadName("method", how.Method, [Leiden, LabelPropagation])
            : double.IsNaN(how.Resolution) ? Problems.Bad("resolution", resolution, "a number from 0 to 1000")
            : how is { Method: LabelPropagation, Resolution: not 1 } ? Problems.Bad("resolution", resolution, $"1 for {LabelPropagation}, which has none") : null;
    }

    public static Division Find(SocialGraph graph, string method, double resolution, CancellationToken cancellationToken) => graph.Remember(
        FormattableString.Invariant($"communities {method} {resolution}"), () => new Division(graph, Labels(graph.Undirected, method, resolution, cancellationToken).CommunityOf.ToArray()));

    public static CommunityLabels Labels(CsrGraph undirected, string method, double resolution, CancellationToken cancellationToken) => method == Leiden
        ? NetMl.Graphs.Communities.Leiden.Compute(undirected, new LeidenOptions(resolution), cancellationToken)
        : NetMl.Graphs.Communities.LabelPropagation.Compute(undirected, cancellationToken: cancellationToken);

    public ReadOnlySpan<int> Members(int community) => _members[community];

    public GraphCommunity Describe(int community)
    {
        var members = _members[community];
        long inside = 0, across = 0;
        foreach (var member in members)
        {
            foreach (var other in _graph.Undirected.Neighbours(member))
            {
                if (_communityOf[other] == community)
                    inside++;
                else
                    across++;
            }
        }
        var labels = members.Select(member => _graph.Labels?[member]).OfType<string>().ToArray();
        var most = labels.CountBy(label => label, StringComparer.Ordinal).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).FirstOrDefault();
        return new GraphCommunity(
            community, members.Length, inside / 2, across,
            [.. members.OrderByDescending(_graph.Undirected.OutDegree).ThenBy(node => node).Take(Leaders).Select(_graph.NameOf)],
            most.Key, labels.Length == 0 ? null : (double)most.Value / labels.Length);
    }

    private LabelAgreement? Compare(IReadOnlyList<string?>? labels)
    {
        var labelled = Enumerable.Range(0, _communityOf.Length).Where(node => labels?[node] is not null).ToArray();
        if (labelled.Length < 2)
            return null;
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var truth = Array.ConvertAll(labelled, node =>
        {
            var label = labels?[node] ?? "";
            numbers.TryAdd(label, numbers.Count);
            return numbers[label];
        });
        var found = Array.ConvertAll(labelled, node => _communityOf[node]);
        return new LabelAgreement(labelled.Length, numbers.Count, NormalisedMutualInformation.Compute(found, truth), AdjustedRandIndex.Compute(found, truth));
    }
}

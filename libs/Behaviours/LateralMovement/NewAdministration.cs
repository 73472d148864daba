using System.Globalization;
using NetMl.Behaviours.Connections;
using NetMl.Behaviours.Detection;
using NetMl.Flows;

namespace NetMl.Behaviours.LateralMovement;

/// <summary>Finds hosts that begin to administer others inside, and chains in which an administered host goes on to the next.</summary>
/// <remarks>
/// Examine: O(m) for m connections of the pair. Conclude: O(e · d) for e new edges of at most d per host, plus sorting.
/// Both ends are private addresses; refused and unanswered attempts belong to scans. A chain is told once, at its head.
/// </remarks>
public sealed class NewAdministration(LateralMovementOptions options) : IDetector
{
    private const double PointsOfEach = 15;

    /// <inheritdoc/>
    public string Name => BehaviourNames.LateralMovement;

    /// <inheritdoc/>
    public SeriesKind Kind => SeriesKind.Pair;

    /// <inheritdoc/>
    public int FewestConnections => 1;

    /// <inheritdoc/>
    public double MinimumScore => options.MinimumScore;

    /// <inheritdoc/>
    public Examination Examine(ConnectionSeries series, CancellationToken cancellationToken)
    {
        if (!Direction.IsInternal(series, series.Rows[0]))
            return Examination.Nothing;
        for (var i = 0; i < series.Rows.Length; i++)
        {
            var row = series.Rows[i];
            if (row.Protocol != IpProtocol.Tcp || row.Failed || row.SourceBytes <= 0 || row.TargetBytes <= 0 || !options.AdministrationPorts.Contains(row.Port))
                continue;
            var finding = new Finding(Name, series.Host(row.Source).Text, series.Host(row.Target).Text, row.Start, row.Start, 0, "T1021", new Dictionary<string, double>(), "");
            return new Examination([new AdministrationEdge(row.Source, row.Target, row.Port, row.Protocol, finding, row.Start, series.Uid(i))]);
        }
        return Examination.Nothing;
    }

    /// <inheritdoc/>
    public IEnumerable<Candidate> Conclude(IReadOnlyList<Candidate> candidates, INetworkFacts network)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(network);
        var edges = NewEdges(candidates.OfType<AdministrationEdge>(), network);
        var bySource = edges.GroupBy(edge => edge.Source).ToDictionary(group => group.Key, group => group.ToArray());
        var chains = new Chains(bySource, options.Window);
        var told = new HashSet<AdministrationEdge>();
        foreach (var head in bySource.Keys.Select(source => (Source: source, Chain: chains.LongestFrom(source)))
            .OrderByDescending(head => head.Chain.Count).ThenBy(head => head.Chain[0].Start).ThenBy(head => network.Host(head.Source).Text, StringComparer.Ordinal))
        {
            var fan = Fullest(bySource[head.Source]);
            var isChain = head.Chain.Count >= options.ChainSteps && !head.Chain.All(told.Contains);
            if (isChain)
                told.UnionWith(head.Chain);
            if ((isChain || fan.Length >= options.NewHosts) && Describe(fan, isChain ? head.Chain : [], network) is { } candidate)
                yield return candidate;
        }
    }

    /// <summary>Edges that begin after the learning time and do not lead to a server, in time order.</summary>
    private AdministrationEdge[] NewEdges(IEnumerable<AdministrationEdge> all, INetworkFacts network)
    {
        var known = all.ToArray();
        var clients = known.CountBy(edge => edge.Target).ToDictionary();
        var learning = Math.Min(options.LearningTime.TotalSeconds, options.LearningShare * Times.Seconds(network.First, network.Last));
        return [.. known
            .Where(edge => Times.Seconds(network.First, edge.Start) > learning && clients[edge.Target] < options.ClientsOfServer)
            .OrderBy(edge => edge.Start).ThenBy(edge => edge.Finding.Source, StringComparer.Ordinal).ThenBy(edge => edge.Finding.Target, StringComparer.Ordinal)];
    }

    /// <summary>Most edges of one source that begin within one window.</summary>
    private AdministrationEdge[] Fullest(AdministrationEdge[] edges)
    {
        var width = Times.Nanoseconds(options.Window);
        int begin = 0, bestBegin = 0, bestCount = 0;
        for (var end = 0; end < edges.Length; end++)
        {
            while (Times.Between(edges[begin].Start, edges[end].Start) >= width)
                begin++;
            if (end - begin + 1 > bestCount)
                (bestBegin, bestCount) = (begin, end - begin + 1);
        }
        return edges[bestBegin..(bestBegin + bestCount)];
    }

    private Candidate? Describe(AdministrationEdge[] fan, IReadOnlyList<AdministrationEdge> chain, INetworkFacts network)
    {
        var enough = Math.Max(fan.Length - options.NewHosts, chain.Count - options.ChainSteps);
        var score = Math.Min(100, 50 + PointsOfEach * enough);
        if (score < options.MinimumScore)
            return null;
        AdministrationEdge[] edges = [.. (fan.Length >= options.NewHosts ? fan : []).Concat(chain).Distinct()
            .OrderBy(edge => edge.Start).ThenBy(edge => edge.Finding.Source, StringComparer.Ordinal).ThenBy(edge => edge.Finding.Target, StringComparer.Ordinal)];
        var head = fan[0];
        var source = network.Host(head.Source).Text;
        var evidence = new Dictionary<string, double>
        {
            ["new_hosts"] = fan.Length,
            ["chain_steps"] = chain.Count,
            ["port"] = edges[0].Port,
            ["duration_seconds"] = Math.Round(Times.Seconds(edges[0].Start, edges[^1].Start), 3),
        };
        var deeds = new List<string>(2);
        if (fan.Length >= options.NewHosts)
            deeds.Add(string.Create(CultureInfo.InvariantCulture, $"began to administer {fan.Length} hosts that it never did before"));
        if (chain.Count > 0)
            deeds.Add($"is the head of a chain of new logins {source} → {string.Join(" → ", chain.Select(edge => network.Host(edge.Target).Text))}");
        var sentence = $"{source} {string.Join(" and ", deeds)}, first on {Ports.InWords(edges[0].Port, edges[0].Protocol)}, within {Durations.InWords(Times.Seconds(edges[0].Start, edges[^1].Start))}.";
        return new Candidate(head.Source, -1, edges[0].Port, edges[0].Protocol,
            new Finding(Name, source, null, edges[0].Start, edges[^1].Start, score, "T1021", evidence, sentence)
            {
                Flows = edges.Length,
                Uids = [.. edges.Select(edge => edge.Uid).OfType<string>().Take(Finding.MostUids)],
            });
    }
}

using NetMl.Benchmarks.ResultsSuite;
using NetMl.Features;
using NetMl.Flows;
using NetMl.Gnn.Inputs;

namespace NetMl.Benchmarks.AnomaliesSuite;

/// <summary>What attacks are among the flows that are learnt from.</summary>
internal enum Contamination
{
    /// <summary>None: benign flows alone.</summary>
    None,

    /// <summary>Drawn, so that they are a twentieth.</summary>
    Twentieth,

    /// <summary>All that the captures have.</summary>
    AsCaptured,
}

/// <summary>A graph and which of its items are attacks.</summary>
/// <param name="FlowIsAttack">[m]; null = nobody knows.</param>
/// <param name="NodeIsAttacker">[n]: it opened an attack in the window; null when it is only in flows of which nobody knows what they are.</param>
internal sealed record JudgedGraph(GraphSample Graph, bool?[] FlowIsAttack, bool?[] NodeIsAttacker);

/// <summary>The parts of a set, by time in each stretch: the last 30 % are tested; of the earlier flows that may be seen, the last fifth sets the threshold and the others are learnt from.</summary>
internal sealed record AnomalyScene(string Set, Contamination Contamination, JudgedGraph Train, JudgedGraph HeldOut, JudgedGraph Test)
{
    /// <summary>Flows per window.</summary>
    public const int Window = 256;

    private const double TestFrom = 0.7;
    private const double HeldOutFrom = 0.8;
    private const double Share = 0.05;

    public static AnomalyScene Of(ResultSet set, Contamination contamination, int seed)
    {
        var parts = new[] { new List<ResultFlow>(), new List<ResultFlow>(), new List<ResultFlow>() };
        var random = new Random(seed);
        foreach (var stretch in set.Flows.GroupBy(flow => flow.Stretch))
        {
            var (earlier, later) = Cut(stretch, TestFrom);
            parts[0].AddRange(earlier);
            parts[2].AddRange(later);
        }
        var learnt = new List<ResultFlow>();
        foreach (var stretch in Among(parts[0], set.Benign, contamination, random).GroupBy(flow => flow.Stretch))
        {
            var (earlier, later) = Cut(stretch, HeldOutFrom);
            learnt.AddRange(earlier);
            parts[1].AddRange(later);
        }
        return new AnomalyScene(set.Name, contamination, Build(set, learnt), Build(set, parts[1]), Build(set, parts[2]));
    }

    // Flows that start at one instant stay together; where all do, or there is one, they are the earlier ones.
    private static (ResultFlow[] Earlier, ResultFlow[] Later) Cut(IEnumerable<ResultFlow> stretch, double share)
    {
        var flows = stretch.OrderBy(flow => flow.Flow.StartNanoseconds).ToArray();
        if (flows.Length < 2 || TimeSplit.LaterPart(Array.ConvertAll(flows, flow => flow.Flow.StartNanoseconds), share) is not { } cut)
            return (flows, []);
        return ([.. flows.Where(flow => flow.Flow.StartNanoseconds < cut)], [.. flows.Where(flow => flow.Flow.StartNanoseconds >= cut)]);
    }

    private static IReadOnlyList<ResultFlow> Among(List<ResultFlow> flows, string benign, Contamination contamination, Random random)
    {
        if (contamination == Contamination.AsCaptured)
            return flows;
        var attacks = flows.Where(flow => flow.Flow.Label is { } label && label != benign).ToArray();
        var normal = flows.Where(flow => flow.Flow.Label == benign);
        random.Shuffle(attacks);
        return [.. normal, .. attacks.Take(contamination == Contamination.None ? 0 : (int)Math.Round(normal.Count() * Share / (1 - Share)))];
    }

    // Captures stand side by side: no window holds flows of two.
    private static JudgedGraph Build(ResultSet set, IReadOnlyList<ResultFlow> flows)
    {
        var captures = set.Captures.Select(capture => BuildOne([.. flows.Where(flow => flow.Capture == capture).Select(flow => flow.Flow)], set.Benign)).ToArray();
        return captures.Aggregate((all, next) => new JudgedGraph(
            GraphSample.Concat(all.Graph, next.Graph), [.. all.FlowIsAttack, .. next.FlowIsAttack], [.. all.NodeIsAttacker, .. next.NodeIsAttacker]));
    }

    private static JudgedGraph BuildOne(IReadOnlyList<FlowRecord> flows, string benign)
    {
        var batch = new FlowBatchBuilder(flows.Count);
        foreach (var flow in flows)
            batch.Add(flow);
        var graph = FlowGraph.Build([batch.Build()], Window);
        var sample = new GraphSample(
            graph.NodeCount, FlowGraph.NodeFeatureNames.Count, graph.NodeFeatures, graph.FlowSource, graph.FlowTarget, FlowGraph.FlowFeatureNames.Count, graph.FlowFeatures);
        var areAttacks = Array.ConvertAll(graph.FlowLabel.ToArray(), label => label < 0 ? (bool?)null : graph.Classes[label] != benign);
        var areAttackers = new bool?[graph.NodeCount];
        for (var flow = 0; flow < areAttacks.Length; flow++)
        {
            if (areAttacks[flow] is not { } isAttack)
                continue;
            foreach (var node in new[] { graph.FlowSource.Span[flow], graph.FlowTarget.Span[flow] })
                areAttackers[node] ??= false;
            if (isAttack)
                areAttackers[graph.FlowSource.Span[flow]] = true;
        }
        return new JudgedGraph(sample, areAttacks, areAttackers);
    }
}

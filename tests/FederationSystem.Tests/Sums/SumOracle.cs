using System.Runtime.InteropServices;
using NetMl.Cli;
using NetMl.Cli.Federation;
using NetMl.Contracts.Federation;
using NetMl.Federation.Encoding;
using NetMl.Federation.GraphTasks;
using NetMl.Federation.Rounds;
using NetMl.Federation.Statistics;
using NetMl.FederationSystem.Tests.Sites;

namespace NetMl.FederationSystem.Tests.Sums;

/// <summary>What a round must give: each site's vector computed again from its flows and from the vectors that the round started from, then summed over the sites that are said to be in the sum.</summary>
internal sealed class SumOracle
{
    private readonly FederationPlan _plan;
    private readonly PlanParts _parts;
    private readonly int _parameters;
    private readonly RoundWork _work;
    private readonly Dictionary<string, SiteGraphs> _graphs = [];

    private SumOracle(FederationPlan plan)
    {
        (_plan, _parts, _parameters) = (plan, new PlanParts(plan), PlannedNetwork.Parameters(plan));
        _work = new RoundWork(_parts, _parameters);
    }

    public static async Task<SumOracle> OfAsync(FederationPlan plan, IEnumerable<SiteAgentRun> sites)
    {
        var oracle = new SumOracle(plan);
        var silent = Terminal.Open(TextWriter.Null, plain: true);
        foreach (var site in sites)
        {
            using var flows = new FileFlows([site.Log], new SiteLimits(1, 0, int.MaxValue, LowPriority: false), new Terminal(silent, silent, () => Stream.Null, _ => null));
            oracle._graphs[site.Site] = SiteGraphs.Build(await flows.ReadAsync(CancellationToken.None), plan);
        }
        return oracle;
    }

    /// <param name="vectors">By hash, as the sites read them.</param>
    public RoundSums Sums(RoundTranscript transcript, IReadOnlyDictionary<string, byte[]> vectors)
    {
        var order = transcript.Order;
        var task = new SiteTask(0, "", RoundSteps.Update, transcript.Run, transcript.Round, transcript.Attempt, transcript.Purpose, null, order, null);
        var global = order.Global is { } name ? vectors[name] : [];
        var scaling = order.Scaling is { } shared ? SharedScaling.Decode(vectors[shared]) : null;
        var sites = transcript.Summed.ToDictionary(
            site => site,
            site => _work.Compute(task, order, _graphs[site], global, scaling, null, new() { Values = [] }, RoundComputation.Seeded(_plan, site, transcript.Round), CancellationToken.None).Vector,
            StringComparer.Ordinal);
        return new RoundSums(_parts.Layout(transcript.Purpose, _parameters), sites, order.RingBits == 0 ? null : new VectorEncoding(_parts.Security.Range, order.ValueBits, order.RingBits, order.Sites.Count));
    }

    /// <summary>Numbers of a stored vector.</summary>
    public static float[] Floats(byte[] vector) => MemoryMarshal.Cast<byte, float>(vector).ToArray();
}

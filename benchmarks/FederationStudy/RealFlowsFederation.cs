using NetMl.Contracts.Federation;
using NetMl.Federation.Encoding;
using NetMl.Federation.GraphTasks;
using NetMl.Federation.Learning;
using NetMl.Federation.Statistics;
using NetMl.Federation.Strategies;

namespace NetMl.Benchmarks.FederationStudy;

/// <summary>A model and the scaling that it reads flows with.</summary>
internal sealed record ScaledModel(SharedScaling Scaling, float[] Weights);

/// <summary>A federation in one process: sites and server do what agent and coordinator do, with the library's own code; nothing travels.</summary>
/// <param name="sums">How the vectors are summed.</param>
/// <param name="change">What a site's contribution goes through before it is weighed (clipping), and what the server adds to the mean (noise); null = nothing.</param>
internal sealed class RealFlowsFederation(FederationPlan plan, IReadOnlyList<SiteGraphs> sites, IRealFlowsSums sums, PrivateSums? change = null)
{
    private readonly SecurityPlan _security = plan.Security ?? new SecurityPlan();
    private readonly LocalPlan _local = plan.Local ?? new LocalPlan();

    /// <summary>Trains all rounds.</summary>
    public ScaledModel Run()
    {
        // With privacy a scaling that looks at nobody's flows: three sites would drown in the noise of one that did.
        var scaling = change is null && _local.PrivateNoise == 0 ? AgreeOnScaling() : SharedScaling.WithoutData(PlannedNetwork.NodeFeatures, PlannedNetwork.FlowFeatures, plan.Classes.Count);
        var strategy = FederatedStrategies.Create(plan.Strategy ?? new StrategyPlan(), _local, PlannedNetwork.Personal(plan));
        var layout = new ContributionLayout(strategy.ContributionLength(PlannedNetwork.Parameters(plan)), -1, false);
        var objectives = sites.Select(site => site.Objective(scaling)).ToArray();
        var memories = sites.Select(_ => new SiteMemory()).ToArray();
        var order = new LocalOrder(_local.Epochs, _local.LearningRate, _local.Optimiser, _local.BatchWindows, PrivateNoise: _local.PrivateNoise, PrivateClip: _local.PrivateClip);
        var state = strategy.Start(PlannedNetwork.Initial(plan));
        for (var round = 1; round <= plan.Rounds; round++)
        {
            var vectors = new double[sites.Count][];
            for (var site = 0; site < sites.Count; site++)
            {
                var random = new Random(HashCode.Combine(plan.Seed, round, site));
                var contribution = strategy.Work(objectives[site], state.Global, memories[site], order, random, CancellationToken.None);
                change?.Clip(contribution.Values);
                vectors[site] = Weigh(layout, Array.ConvertAll(contribution.Values, value => (double)value), contribution.Items);
            }
            var (mean, weight) = sums.Sum(layout, vectors);
            change?.AddNoise(mean, sites.Count);
            state = strategy.Step(state, new RoundSum(Array.ConvertAll(mean, value => (float)value), weight, sites.Count, sites.Count));
        }
        return new ScaledModel(scaling, strategy.Model(state).ToArray());
    }

    /// <summary>The rounds of means and spreads.</summary>
    public SharedScaling AgreeOnScaling()
    {
        var (nodes, flows, classes) = (PlannedNetwork.NodeFeatures.Count, PlannedNetwork.FlowFeatures.Count, plan.Classes.Count);
        var means = Sum(SharedScaling.MeansLength(nodes, flows, classes), site => SharedScaling.Means(site.Train, site.TrainLabels.Span, classes, _security.Range));
        var spreads = Sum(SharedScaling.SpreadsLength(nodes, flows), site => SharedScaling.Spreads(site.Train, site.Items, means, _security.Range));
        return SharedScaling.Create(means, spreads, nodes, flows, classes);
    }

    private double[] Sum(int length, Func<SiteGraphs, double[]> statistic)
    {
        var layout = new ContributionLayout(length, -1, false);
        return sums.Sum(layout, [.. sites.Select(site => Weigh(layout, statistic(site), site.Items))]).Mean;
    }

    private double[] Weigh(ContributionLayout layout, double[] values, int items)
    {
        var weight = change is null ? Math.Min(items, _security.MaximumItems) / (double)_security.MaximumItems : 1;
        return [.. values.Select(value => value * weight), weight];
    }
}

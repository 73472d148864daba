using System.Numerics.Tensors;
using NetMl.Contracts.Federation;
using NetMl.Federation.GraphTasks;
using NetMl.Federation.Learning;

namespace NetMl.Benchmarks.FederationStudy;

/// <summary>The three ways to learn that are set side by side, with as many passes over the flows each, and their scores.</summary>
internal static class RealFlowsTraining
{
    public static ScaledModel Federated(FederationPlan plan, IReadOnlyList<SiteGraphs> sites) => new RealFlowsFederation(plan, sites, new PlainSums()).Run();

    /// <summary>All flows in one place (one site: local-only).</summary>
    public static ScaledModel Pooled(FederationPlan plan, IReadOnlyList<SiteGraphs> sites)
    {
        var local = plan.Local ?? new LocalPlan();
        var scaling = new RealFlowsFederation(plan, sites, new PlainSums()).AgreeOnScaling();
        var all = new RealFlowsUnion([.. sites.Select(site => site.Objective(scaling))]);
        var weights = PlannedNetwork.Initial(plan);
        var order = new LocalOrder(plan.Rounds * local.Epochs, local.LearningRate, local.Optimiser, local.BatchWindows);
        var update = LocalTraining.Run(all, weights, order, default, new Random(plan.Seed), CancellationToken.None);
        TensorPrimitives.Add(weights, update.Delta, weights);
        return new ScaledModel(scaling, weights);
    }

    /// <summary>On the site's later flows.</summary>
    public static double MacroF1(ScaledModel model, SiteGraphs site) =>
        ConfusionCounts.MacroF1(site.Objective(model.Scaling).Test(model.Weights.ToArray()).Confusion);
}

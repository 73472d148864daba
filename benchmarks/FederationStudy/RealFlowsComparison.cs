using System.Globalization;
using NetMl.Contracts.Federation;
using NetMl.Federation.GraphTasks;
using NetMl.Federation.Privacy;
using NetMl.Federation.Statistics;

namespace NetMl.Benchmarks.FederationStudy;

/// <summary>The tables of one set of captures.</summary>
internal sealed class RealFlowsComparison(RealCaptures captures, int[] seeds)
{
    private const double Delta = 1e-5;
    private const double Clip = 1;
    private const int PrivateWindow = 32;
    private const int PrivateBatch = 16;
    private static readonly double[] Epsilons = [1, 4, 8];

    private readonly FederationPlan _plan = new("study", "study", captures.Classes, Local: new LocalPlan());

    /// <summary>Every way of learning, tested on each site's later flows.</summary>
    public void Compare()
    {
        var sites = Build(_plan);
        Console.WriteLine($"### {captures.Title}\n");
        var table = new RealFlowsTable([.. captures.Sites.Select((site, i) => $"{site.Name} ({sites[i].Train.Flows} + {sites[i].Test.Flows})")]);
        var alone = seeds.Select(seed => sites.Select(site => RealFlowsTraining.Pooled(_plan with { Seed = seed }, [site])).ToArray()).ToArray();
        table.Add("local-only, at home", [.. alone.Select(models => sites.Select((site, i) => RealFlowsTraining.MacroF1(models[i], site)).ToArray())]);
        table.Add("local-only, mean of the others' models", [.. alone.Select(models => sites.Select((site, i) => models.Where((_, j) => j != i).Average(model => RealFlowsTraining.MacroF1(model, site))).ToArray())]);
        table.Add("centralised", Everywhere(sites, plan => RealFlowsTraining.Pooled(plan, sites)));
        table.Add("federated", Everywhere(sites, plan => RealFlowsTraining.Federated(plan, sites)));
        var sums = new SecureSums(sites.Length, new SecurityPlan().Range);
        table.Add("federated, secure aggregation", Everywhere(sites, plan => new RealFlowsFederation(plan, sites, sums).Run()));
        foreach (var epsilon in Epsilons)
        {
            var noise = PrivacyAccountant.NoiseFor(epsilon, Delta, 1, _plan.Rounds);
            table.Add(string.Create(CultureInfo.InvariantCulture, $"client-level DP, ε = {epsilon} (z = {noise:0.0})"),
                Everywhere(sites, plan => new RealFlowsFederation(plan, sites, new PlainSums(), new PrivateSums(Clip, noise)).Run()));
        }
        foreach (var epsilon in Epsilons)
            AddExampleLevel(table, epsilon);
        table.Print();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Secure against plain sums of the same vectors, {seeds.Length * (_plan.Rounds + 2)} sums: largest difference of a number of the mean {sums.LargestDifference:0.0e+0}, its bound {sums.ItsBound:0.0e+0}; no difference above {sums.LargestShare:0.00} of its bound.\n"));
    }

    /// <summary>Trained at all sites but one, tested on all flows of that one (but its first 2 %).</summary>
    public void LeaveOneOut(StrategyPlan strategy)
    {
        var plan = _plan with { Strategy = strategy };
        var (sites, unseen) = (Build(plan), Build(plan with { TrainFraction = 0.02 }));
        var table = new RealFlowsTable([.. captures.Sites.Select(site => $"unseen {site.Name}")]);
        table.Add("local-only, mean of the others' models", Unseen(plan, sites, unseen, (seeded, others) => others.Select(other => RealFlowsTraining.Pooled(seeded, [other]))));
        table.Add("centralised", Unseen(plan, sites, unseen, (seeded, others) => [RealFlowsTraining.Pooled(seeded, others)]));
        table.Add("federated", Unseen(plan, sites, unseen, (seeded, others) => [RealFlowsTraining.Federated(seeded, others)]));
        table.Print();
    }

    /// <summary>Strategies and local work compared: mean over sites at home, and over hosts left out.</summary>
    public void Choose()
    {
        var (sites, unseen) = (Build(_plan), Build(_plan with { TrainFraction = 0.02 }));
        var table = new RealFlowsTable(["at home", "unseen host"]);
        foreach (var (name, plan) in Choices())
        {
            var home = seeds.Select(seed => RealFlowsTraining.Federated(plan with { Seed = seed }, sites)).Select(model => sites.Average(site => RealFlowsTraining.MacroF1(model, site)));
            var away = Unseen(plan, sites, unseen, (seeded, others) => [RealFlowsTraining.Federated(seeded, others)]).Select(run => run.Average());
            table.Add(name, [.. home.Zip(away, (a, b) => new[] { a, b })]);
        }
        table.Print();
    }

    private IEnumerable<(string Name, FederationPlan Plan)> Choices()
    {
        foreach (var (rounds, epochs, rate) in new[] { (20, 1, 0.003), (20, 1, 0.01), (20, 3, 0.003), (40, 1, 0.003) })
            yield return (string.Create(CultureInfo.InvariantCulture, $"fed-avg, {rounds} rounds × {epochs} epochs, Adam {rate}"), _plan with { Rounds = rounds, Local = new LocalPlan(epochs, rate) });
        yield return ("fed-prox, μ = 0.01", _plan with { Strategy = new StrategyPlan("fed-prox", Mu: 0.01) });
        yield return ("fed-adam, η = 0.01", _plan with { Strategy = new StrategyPlan("fed-adam", ServerLearningRate: 0.01) });
        yield return ("fed-avgm", _plan with { Strategy = new StrategyPlan("fed-avgm") });
    }

    private void AddExampleLevel(RealFlowsTable table, double epsilon)
    {
        var sites = Build(_plan with { WindowFlows = PrivateWindow });
        // The smallest site draws each of its windows most often: its noise is enough for all.
        var scaling = SharedScaling.WithoutData(PlannedNetwork.NodeFeatures, PlannedNetwork.FlowFeatures, captures.Classes.Count);
        var units = sites.Min(site => site.Objective(scaling).Units);
        var rate = Math.Min(1.0, (double)PrivateBatch / units);
        var steps = _plan.Rounds * ((units - 1) / Math.Min(PrivateBatch, units) + 1);
        var noise = PrivacyAccountant.NoiseFor(epsilon, Delta, rate, steps);
        var local = new LocalPlan(BatchWindows: PrivateBatch, PrivateNoise: noise, PrivateClip: Clip);
        table.Add(string.Create(CultureInfo.InvariantCulture, $"DP-SGD at the sites, ε = {epsilon} (σ = {noise:0.0}, q ≤ {rate:0.00})"),
            Everywhere(sites, seeded => new RealFlowsFederation(seeded with { Local = local }, sites, new PlainSums()).Run()));
    }

    private List<double[]> Everywhere(SiteGraphs[] sites, Func<FederationPlan, ScaledModel> learn) =>
        [.. seeds.Select(seed => learn(_plan with { Seed = seed })).Select(model => sites.Select(site => RealFlowsTraining.MacroF1(model, site)).ToArray())];

    private List<double[]> Unseen(FederationPlan plan, SiteGraphs[] sites, SiteGraphs[] unseen, Func<FederationPlan, SiteGraphs[], IEnumerable<ScaledModel>> learn) =>
        [.. seeds.Select(seed => unseen.Select((site, left) => learn(plan with { Seed = seed }, [.. sites.Where((_, i) => i != left)]).Average(model => RealFlowsTraining.MacroF1(model, site))).ToArray())];

    private SiteGraphs[] Build(FederationPlan plan) => [.. captures.Sites.Select(site => SiteGraphs.Build(site.Flows, plan))];
}

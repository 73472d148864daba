using NetMl.Contracts.Federation;
using NetMl.Federation.Learning;
using NetMl.Federation.Simulation;
using NetMl.Federation.Strategies;

namespace NetMl.Benchmarks.FederationStudy;

/// <summary>What is measured every few rounds.</summary>
internal readonly record struct StudyPoint(int Round, double TestAccuracy, double TestLoss, double TrainingLoss);

/// <summary>One training of the study.</summary>
/// <param name="Stragglers">Share of each round's sites that do not get their epochs done.</param>
internal sealed record FedProxCase(double Alpha, double Beta, double Stragglers, string Strategy, int Seed);

/// <summary>Trains one case as in Li et al. 2020, section 5.</summary>
internal static class FedProxRun
{
    public const int Epochs = 20;
    public const int Batch = 10;
    public const double LearningRate = 0.01;
    public const double Mu = 1;

    /// <summary>10 of 30 sites a round; FedAvg drops stragglers, FedProx keeps what they have done. Data, cohorts and stragglers depend on the seed alone.</summary>
    public static IReadOnlyList<StudyPoint> Run(FedProxCase item, FedProxSynthetic data, int rounds, int every)
    {
        var isProximal = item.Strategy == "fed-prox";
        var plan = new SimulationPlan(
            FedProxSynthetic.Sites, 10.0 / FedProxSynthetic.Sites, StragglerShare: item.Stragglers, KeepsPartialWork: isProximal, MaximumItems: 1_000_000, Threads: 1, Seed: item.Seed);
        var strategy = FederatedStrategies.Create(new StrategyPlan(item.Strategy, Mu: Mu), new LocalPlan(Optimiser: "sgd"), default);
        var federation = new VirtualFederation(
            strategy, plan, new LocalOrder(Epochs, LearningRate, BatchUnits: Batch), site => data[site], new float[FedProxSynthetic.Parameters]);
        List<StudyPoint> points = [Measure(0)];
        for (var round = 1; round <= rounds; round++)
        {
            federation.RunRound(CancellationToken.None);
            if (round % every == 0)
                points.Add(Measure(round));
        }
        return points;

        StudyPoint Measure(int round)
        {
            var (loss, accuracy) = data.Test(federation.Model);
            return new StudyPoint(round, accuracy, loss, data.TrainingLoss(federation.Model));
        }
    }
}

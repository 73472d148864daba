using NetMl.Contracts.Federation;
using NetMl.Federation.Learning;
using NetMl.Federation.Simulation;
using NetMl.Federation.Strategies;

namespace NetMl.Federation.Tests.Simulation;

public sealed class FedProxSyntheticTests
{
    [Fact]
    public void Generate_Sizes_AreAtLeastFiftyAndUneven()
    {
        var data = FedProxSynthetic.Generate(1, 1, 1);
        int[] items = [.. Enumerable.Range(0, FedProxSynthetic.Sites).Select(site => data[site].Items)];

        Assert.All(items, count => Assert.True(count >= 45));
        Assert.True(items.Max() > 8 * items.Min());
        Assert.Equal(items.Sum(), data.Items);
    }

    [Fact]
    public void Generate_SameSeed_GivesTheSameData()
    {
        float[] model = [.. Enumerable.Range(0, FedProxSynthetic.Parameters).Select(i => i % 7 * 0.1f)];

        Assert.Equal(FedProxSynthetic.Generate(0.5, 0.5, 4).TrainingLoss(model), FedProxSynthetic.Generate(0.5, 0.5, 4).TrainingLoss(model));
        Assert.NotEqual(FedProxSynthetic.Generate(0.5, 0.5, 5).TrainingLoss(model), FedProxSynthetic.Generate(0.5, 0.5, 4).TrainingLoss(model));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    public void Rounds_NinetyPercentStragglers_KeepingPartialWorkWithAProximalTermBeatsDropping(double alpha, double beta)
    {
        // The study of docs/federation/fedprox.md in small: 20 rounds, 2 seeds, the same cohorts and stragglers for both.
        double[] average = [.. Enumerable.Range(0, 2).Select(seed => Accuracy("fed-avg", alpha, beta, seed))];
        double[] proximal = [.. Enumerable.Range(0, 2).Select(seed => Accuracy("fed-prox", alpha, beta, seed))];

        Assert.True(proximal.Average() >= average.Average(), $"FedProx {proximal.Average():P1}, FedAvg {average.Average():P1}");
    }

    private static double Accuracy(string name, double alpha, double beta, int seed)
    {
        var data = FedProxSynthetic.Generate(alpha, beta, seed);
        var federation = new VirtualFederation(
            FederatedStrategies.Create(new StrategyPlan(name, Mu: 1), new LocalPlan(Optimiser: "sgd"), default),
            new SimulationPlan(FedProxSynthetic.Sites, 10.0 / FedProxSynthetic.Sites, StragglerShare: 0.9, KeepsPartialWork: name == "fed-prox", MaximumItems: 1_000_000, Seed: seed),
            new LocalOrder(20, 0.01, BatchUnits: 10), site => data[site], new float[FedProxSynthetic.Parameters]);
        for (var round = 0; round < 20; round++)
            federation.RunRound(CancellationToken.None);
        return data.Test(federation.Model).Accuracy;
    }
}

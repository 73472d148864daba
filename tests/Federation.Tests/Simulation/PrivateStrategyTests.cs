using NetMl.Contracts.Federation;
using NetMl.Federation.Privacy;
using NetMl.Federation.Simulation;
using NetMl.Federation.Strategies;

namespace NetMl.Federation.Tests.Simulation;

public sealed class PrivateStrategyTests
{
    // z·C = 2 · 3 on the sum of 4: 1.5 on the mean; local noise on each of 4: 6/√4 = 3.
    [Theory]
    [InlineData("central", 1.5)]
    [InlineData("local", 3)]
    public void RunRound_ContributionsOfNothing_LeavesTheNoiseOfTheMode(string mode, double expected)
    {
        var federation = Federation(mode, sites: 4);

        federation.RunRound(CancellationToken.None);

        var model = federation.Model.ToArray();
        var deviation = Math.Sqrt(model.Average(value => (double)value * value));
        Assert.InRange(deviation, expected * (1 - 5 / Math.Sqrt(2 * model.Length)), expected * (1 + 5 / Math.Sqrt(2 * model.Length)));
    }

    [Fact]
    public void RunRound_SiteIsMissing_IsRefused() =>
        Assert.Contains("made for 5 sites", Assert.Throws<ArgumentException>(() => Federation("central", sites: 4, expected: 5).RunRound(CancellationToken.None)).Message);

    private static VirtualFederation Federation(string mode, int sites, int? expected = null)
    {
        const int Width = 1000;
        var strategy = new PrivateStrategy(
            FederatedStrategies.Create(new StrategyPlan(), new LocalPlan(Optimiser: "sgd"), default), new PrivacyTerms(mode, 2, 1, 8, 1e-5), expected ?? sites, clip: 3);
        // All features 0 and both labels: no gradient but that of the bias, which is 0 as well.
        var zeros = new Examples(new float[2 * Width], new[] { 0, 1 }, Width);
        return new VirtualFederation(
            strategy, new SimulationPlan(sites, Sampling: "all", MaximumItems: 0, Threads: 1), new(1, 0.1, BatchUnits: 0),
            _ => new LogisticObjective(zeros, Examples.None(Width), 2), new float[2 * (Width + 1)]);
    }
}

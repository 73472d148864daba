using NetMl.Contracts.Federation;
using NetMl.Federation.Strategies;

namespace NetMl.Federation.Tests.Strategies;

public sealed class FederatedStrategiesTests
{
    public static TheoryData<StrategyPlan, LocalPlan, string> Refused => new()
    {
        { new StrategyPlan("fedavg"), new LocalPlan(), "'fedavg' is not a strategy: fed-avg, " },
        { new StrategyPlan("fed-avg", ServerLearningRate: -1), new LocalPlan(), "learning rate -1" },
        { new StrategyPlan("fed-avg", ServerLearningRate: double.NaN), new LocalPlan(), "learning rate NaN" },
        { new StrategyPlan("fed-prox", Mu: -0.1), new LocalPlan(), "mu of at least 0" },
        { new StrategyPlan("fed-adam", Momentum: 1), new LocalPlan(), "momentum" },
        { new StrategyPlan("fed-yogi", Tau: 0), new LocalPlan(), "tau above 0" },
        { new StrategyPlan("scaffold"), new LocalPlan(Optimiser: "adam"), "must be sgd, not adam" },
        { new StrategyPlan("q-fed-avg", Q: -1), new LocalPlan(Optimiser: "sgd"), "q from 0 to 10" },
        { new StrategyPlan("q-fed-avg", Q: 1), new LocalPlan(Optimiser: "sgd", PrivateNoise: 1), "DP-SGD does not cover" },
        { new StrategyPlan("clustered", Clusters: 0), new LocalPlan(), "1 to 16 clusters" },
        { new StrategyPlan("clustered"), new LocalPlan(PrivateNoise: 1), "DP-SGD does not cover" },
        { new StrategyPlan("fed-buff", Buffer: 0), new LocalPlan(), "at least 1 update" },
        { new StrategyPlan("fed-per"), new LocalPlan(), "parameters that stay at the site" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Create_NumberOutOfRange_SaysSo(StrategyPlan plan, LocalPlan local, string sentence)
    {
        var error = Assert.Throws<ArgumentException>(() => FederatedStrategies.Create(plan, local, default));

        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
    }
}

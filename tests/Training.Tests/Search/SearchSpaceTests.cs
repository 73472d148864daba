using NetMl.Contracts.Training;
using NetMl.TrainingCoordinator.Jobs;
using NetMl.TrainingCoordinator.NodeClassification;
using NetMl.TrainingCoordinator.Search;

namespace NetMl.Training.Tests.Search;

/// <summary>What is drawn, and what a request for a search may say.</summary>
public sealed class SearchSpaceTests
{
    private static readonly JobRequest Request = SearchBench.RequestOf(new SearchRequest(Trials: 60));

    [Fact]
    public void Draw_SameSeed_GivesTheSameTrialsTheUsualOneFirst()
    {
        var (one, same, other) = (Draw(Request), Draw(Request), Draw(Request with { Seed = 2 }));

        Assert.Equal(one, same);
        Assert.NotEqual(one[1..], other[1..]);
        Assert.Equal(60, one.Distinct().Count());
        Assert.Equal((0.01, 64, 2, 0.5, 5e-4), (one[0].LearningRate, one[0].Hidden, one[0].Layers, one[0].Dropout, one[0].WeightDecay));
        Assert.All(one[1..], settings => Assert.InRange(settings.LearningRate ?? 0, 0.001, 0.1));
        // Log-uniform: about as many below a hundredth as above.
        Assert.InRange(one[1..].Count(settings => settings.LearningRate < 0.01), 18, 42);
    }

    [Fact]
    public void Draw_GivenFields_StayAndDoNotChangeTheOthers()
    {
        var free = Draw(Request);
        var given = Draw(Request with { Network = Request.Network! with { Hidden = 5 } });

        Assert.All(given, settings => Assert.Equal(5, settings.Hidden));
        Assert.Equal(free.Take(20).Select(settings => settings.LearningRate), given.Take(20).Select(settings => settings.LearningRate));
    }

    [Fact]
    public void Draw_SettingsTooLargeForTheGraph_AreLeftOut()
    {
        var drawn = SearchSpace.Draw(
            30, 1, new NetworkRequest(), random => SearchSpace.OfNodes(random, new NetworkRequest(), ["gcn"]), settings => settings.Hidden <= 16);

        Assert.Equal(30, drawn.Count);
        Assert.All(drawn.Skip(1), settings => Assert.True(settings.Hidden <= 16));
    }

    [Fact]
    public void Draw_FewerSettingsThanTrials_EndsAllTheSame()
    {
        var drawn = SearchSpace.Draw(50, 1, new NetworkRequest(), _ => new NetworkRequest(Hidden: 3), _ => true);

        Assert.Equal([new NetworkRequest(), new NetworkRequest(Hidden: 3)], drawn);
    }

    [Theory]
    [InlineData("halving", 27, 300, "27:12 9:34 3:100 1:300")]
    [InlineData("halving", 10, 300, "10:34 3:100 1:300")]
    [InlineData("halving", 2, 300, "2:300")]
    [InlineData("halving", 27, 5, "27:2 9:5")]
    [InlineData("random", 27, 300, "27:300")]
    public void Rungs_OfTrialsAndEpochs_AreThirds(string method, int trials, int epochs, string expected) =>
        Assert.Equal(expected, string.Join(' ', SearchRungs.Of(new SearchRequest(method, trials), epochs).Select(rung => $"{rung.Trials}:{rung.Epochs}")));

    [Theory]
    [InlineData("grid", 9, 600, null, "search.method must be one of random, halving")]
    [InlineData("random", 1, 600, null, "search.trials must be a whole number from 2 to 200")]
    [InlineData("random", 9, -1, null, "search.budgetSeconds must be a number of seconds from 0")]
    [InlineData("random", 9, double.NaN, null, "search.budgetSeconds must be")]
    [InlineData("random", 9, 60, "gta", "did you mean 'gat'?")]
    public void Check_WrongSearch_NamesTheField(string method, int trials, double seconds, string? network, string sentence)
    {
        var problems = JobRequestRules.Check(Request with { Search = new SearchRequest(method, trials, seconds, network is null ? null : [network]) });

        Assert.Contains(sentence, JobRequestRules.Sentence(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_RepeatsOrAnotherTasksMetric_IsRefused()
    {
        var problems = JobRequestRules.Check(Request with { Repeats = 3, Metric = JobMetrics.AveragePrecision });

        Assert.Contains("repeats must be left out of a search", JobRequestRules.Sentence(problems), StringComparison.Ordinal);
        Assert.Contains("metric must be one of accuracy, macro-f1, auroc, loss", JobRequestRules.Sentence(problems), StringComparison.Ordinal);
    }

    private static NetworkRequest[] Draw(JobRequest request) => [.. new NodeSearch("j", SearchRequests.Settle(request), SearchBench.Rings()).Draw()];
}

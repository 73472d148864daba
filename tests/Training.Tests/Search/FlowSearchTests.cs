using NetMl.Contracts.Training;
using NetMl.Features;
using NetMl.Flows;
using NetMl.Flows.Synthetic;
using NetMl.Gnn.Artifacts;
using NetMl.Gnn.GraphTasks;
using NetMl.Training.Tests.Preparation;
using NetMl.TrainingCoordinator.Jobs;
using NetMl.TrainingCoordinator.Preparation;
using NetMl.TrainingCoordinator.Search;

namespace NetMl.Training.Tests.Search;

/// <summary>Searches for networks over flows and hosts, on three small made captures: learnt from, chosen by, tested.</summary>
public sealed class FlowSearchTests
{
    private static readonly SearchRequest Search = new(SearchMethods.Halving, 9, 600, ["e-graphsage", "e-graphsage-residual"]);
    private static readonly JobInputs Inputs = new("all", "train", "test", DateTimeOffset.UnixEpoch, "validation");

    [Fact]
    public async Task Search_Flows_PublishesTheBestByTheValidationPart()
    {
        using var bench = Bench(new JobRequest("d", "m", Epochs: 18, Search: Search));
        bench.TrainAll();
        var ending = bench.Job.Ending() ?? throw new InvalidOperationException("a search that is done has a winner");

        var judged = await bench.Subject.JudgeAsync(ending.Settings, ending.Outcome, ending.Search, CancellationToken.None);
        var (artifact, result) = (ModelArtifact.Read(judged.Artifact), judged.Result(new ModelVersion("m", 1, "ab", TrainingTasks.FlowClassification, 1, default, "j")));

        // Nine to 2 epochs, three to 6, one to 18.
        Assert.Equal(9 * 2 + 3 * 4 + 12, bench.Computed.Values.Sum(runs => runs.Sum()));
        Assert.Equal(ending.Search.Trials.Max(trial => trial.Score), ending.Outcome.Score);
        Assert.Equal((ending.Settings.Name, ending.Settings.Hidden), (artifact.Network, artifact.HiddenSize));
        Assert.Equal(ending.Outcome.Weights, artifact.Weights.ToArray());
        Assert.Equal("macro-f1", result.Search?.Metric);
        Assert.InRange(result.Model?.MacroF1 ?? 0, 0.2, 1);
        Assert.Contains(result.Baselines, baseline => baseline.Name == "majority");
    }

    /// <summary>Whatever the test part is labelled, trials and winner are the same; workers get no item of it.</summary>
    [Fact]
    public void Search_WithAnotherTestPart_ChoosesTheSame()
    {
        using var one = Bench(new JobRequest("d", "m", Epochs: 6, Search: Search with { Trials = 4 }));
        using var other = Bench(new JobRequest("d", "m", Epochs: 6, Search: Search with { Trials = 4 }), testSeed: 9);

        one.TrainAll();
        other.TrainAll();

        Assert.Equal(one.Told(), other.Told());
        Assert.Equal(GraphTask.Read(one.Job.PartFile(0)).Validation.Owned.ToArray(), GraphTask.Read(other.Job.PartFile(0)).Validation.Owned.ToArray());
        Assert.True(GraphTask.Read(one.Job.PartFile(0)).Test.Owned.IsEmpty);
    }

    [Fact]
    public async Task Search_HostsWithoutLabels_GoesByLoss()
    {
        using var bench = Bench(new JobRequest("d", "m", TrainingTasks.HostAnomaly, Epochs: 6, Search: new SearchRequest(SearchMethods.Random, 3)));
        bench.TrainAll();
        var ending = bench.Job.Ending() ?? throw new InvalidOperationException("a search that is done has a winner");

        var judged = await bench.Subject.JudgeAsync(ending.Settings, ending.Outcome, ending.Search, CancellationToken.None);

        Assert.Equal(("loss", ending.Search.Trials.Min(trial => trial.Score)), (ending.Search.Metric, ending.Outcome.Score));
        Assert.Equal(TrainingTasks.HostAnomaly, ModelArtifact.Read(judged.Artifact).Task);
    }

    [Fact]
    public void Draw_GivenWidth_StaysAndRatesAreDrawn()
    {
        using var bench = Bench(new JobRequest("d", "m", HiddenSize: 20, Search: Search));

        var drawn = bench.Subject.Draw();

        Assert.All(drawn, settings => Assert.Equal(20, settings.Hidden));
        Assert.Equal(("e-graphsage", 0.01), (drawn[0].Name, drawn[0].LearningRate));
        Assert.True(drawn.Select(settings => settings.LearningRate).Distinct().Count() > 5);
        Assert.Contains(drawn, settings => settings.Name == "e-graphsage-residual");
    }

    [Fact]
    public void Check_SeveralNetworksWithoutLabels_IsRefused()
    {
        var problems = JobRequestRules.Check(new JobRequest("d", "m", TrainingTasks.HostAnomaly, Search: new SearchRequest(Networks: ["masked", "dgi"])));

        Assert.Contains("one name for host-anomaly", JobRequestRules.Sentence(problems), StringComparison.Ordinal);
    }

    private static SearchBench Bench(JobRequest request, int testSeed = 3)
    {
        request = JobRequestRules.Resolve(request) with { Workers = 1 };
        Task<TrainingSet> PrepareAsync(JobRequest asked, CancellationToken cancellationToken) =>
            Task.FromResult(JobCut.ByTime(asked, Inputs, Capture(asked, 1), Capture(asked, 2), Capture(asked, testSeed)));
        return new SearchBench(request, new FlowSearch("j", JobCut.ByTime(request, Inputs, Capture(request, 1), Capture(request, 2), Capture(request, testSeed)), PrepareAsync));
    }

    private static LabelledGraph Capture(JobRequest request, int seed) => ItemLabels.OfFlows(request)
        .Of(SnapshotGraphs.Of(FlowGraph.Build(SyntheticCapture.Generate(seed, new SyntheticOptions { Flows = 1000, Hosts = 20 }), FlowSettings.Of(request).WindowFlows)));
}

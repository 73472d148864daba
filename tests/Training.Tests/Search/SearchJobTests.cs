using NetMl.Contracts.Training;
using NetMl.Gnn.Artifacts;
using NetMl.Gnn.NodeClassification;
using NetMl.Gnn.Parts;
using NetMl.Tensors.Parallelism;
using NetMl.TrainingCoordinator.NodeClassification;
using NetMl.TrainingCoordinator.Preparation;
using NetMl.TrainingCoordinator.Rounds;

namespace NetMl.Training.Tests.Search;

/// <summary>What a search tries, spends and chooses, on a graph whose classes only networks that look at edges can find.</summary>
public sealed class SearchJobTests
{
    private static readonly JobRequest Halving = SearchBench.RequestOf(new SearchRequest(SearchMethods.Halving, 9, 600, ["mlp", "gcn"]));

    [Fact]
    public void Search_OneNetworkIsClearlyBest_FindsIt()
    {
        using var bench = new SearchBench(SearchBench.RequestOf(new SearchRequest(SearchMethods.Random, 8, 600, ["logistic", "gcn"]), epochs: 60));

        bench.TrainAll();

        Assert.True(bench.Job.Done.IsCompletedSuccessfully);
        var (settings, outcome, search) = bench.Job.Ending() ?? throw new InvalidOperationException("a search that is done has a winner");
        Assert.Equal("gcn", settings.Name);
        Assert.True(outcome.Score > 0.7, $"{outcome.Score}");
        Assert.Equal(search.Trials.Max(trial => trial.Score), outcome.Score);
        Assert.All(search.Trials.Where(trial => trial.Settings["network"] == "logistic"), trial => Assert.True(trial.Score < 0.6, $"{trial}"));
    }

    /// <summary>Probabilities are worked out of a trial's weights: its outcome has none.</summary>
    [Fact]
    public void Search_ByAuroc_ComparesHowTrialsRank()
    {
        using var bench = new SearchBench(SearchBench.RequestOf(new SearchRequest(SearchMethods.Random, 4, 600, ["logistic", "gcn"]), epochs: 30) with { Metric = JobMetrics.Auroc });

        bench.TrainAll();

        var (settings, outcome, search) = bench.Job.Ending() ?? throw new InvalidOperationException("a search that is done has a winner");
        Assert.Equal(("gcn", JobMetrics.Auroc), (settings.Name, search.Metric));
        Assert.InRange(outcome.Score, 0.8, 1);
        Assert.All(search.Trials, trial => Assert.InRange(trial.Score ?? -1, 0.4, outcome.Score));
    }

    [Fact]
    public void Search_ByAurocWithOneClassToChooseBy_IsRefused()
    {
        var rings = SearchBench.Rings();
        var one = rings with { Labels = [.. rings.Labels.Select((label, node) => rings.Parts[node] == 2 ? 0 : label)] };

        var refusal = Assert.Throws<UnusableInputException>(() => new SearchBench(Halving with { Metric = JobMetrics.Auroc }, one));

        Assert.Contains("every validation node of graph 'g' is 'a': choose metric macro-f1", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>What is no outcome at all would be refused, if it were read.</summary>
    [Fact]
    public void TakeOutcome_OfATrialThatIsDone_IsNotRead()
    {
        using var bench = new SearchBench(Halving);
        bench.Train(0);

        bench.Job.TakeOutcome(0, "w", new byte[3]);

        Assert.Throws<InvalidDataException>(() => bench.Job.TakeOutcome(1, "w", new byte[3]));
        Assert.Equal(1, bench.Status.Search?.Trials.Count(trial => trial.Score is not null));
    }

    [Fact]
    public void Report_OfATrialUnderWay_ShowsItsCurveUntilItIsDone()
    {
        using var bench = new SearchBench(Halving);
        bench.Job.Grant("l", "w", 0, 10);
        bench.Job.Report(0, "w", new PartProgress(2, 0.5, 0.25, Curve: [new CurvePoint(1, 1), new CurvePoint(2, 0.5, 0.25)]));

        var running = Assert.Single(bench.Status.Search?.Trials ?? []);
        bench.TrainAll();

        Assert.Equal([1, 0.5], running.Curve?.Select(point => point.Loss));
        Assert.All(bench.Status.Search?.Trials ?? [], trial => Assert.Null(trial.Curve));
    }

    /// <summary>9 trials of 27/9 epochs, 3 on to 27/3, 1 on to 27: 9·3 + 3·(9 − 3) + 1·(27 − 9) = 63 epochs, where random search needs 243.</summary>
    [Fact]
    public void Halving_GoesOnWhereARungEnded_AndSpendsWhatItShould()
    {
        using var bench = new SearchBench(Halving);

        bench.TrainAll();

        Assert.Equal(63, bench.Computed.Values.Sum(runs => runs.Sum()));
        Assert.Equal([3, 6, 18], bench.Computed.Values.MaxBy(runs => runs.Count));
        Assert.Equal((6, 2, 1), (bench.Computed.Values.Count(runs => runs.Count == 1), bench.Computed.Values.Count(runs => runs.Count == 2), bench.Computed.Values.Count(runs => runs.Count == 3)));
        Assert.Equal(63, bench.Status.Epoch);
    }

    [Fact]
    public void Halving_InAnyOrderOfArrival_ChoosesTheSame()
    {
        using var first = new SearchBench(Halving);
        using var last = new SearchBench(Halving);

        first.TrainAll();
        last.TrainAll(open => open[^1]);

        Assert.Equal(first.Told(), last.Told());
        Assert.NotEmpty(first.Told());
    }

    /// <summary>The winner's weights are those that a job without a search gets with its settings, its epochs and the same seed.</summary>
    [Fact]
    public void Winner_TrainedAloneWithItsSettings_HasTheSameWeights()
    {
        using var bench = new SearchBench(Halving);
        bench.TrainAll();
        var (settings, outcome, _) = bench.Job.Ending() ?? throw new InvalidOperationException("a search that is done has a winner");

        var input = NodePreparation.Prepare(bench.Request with { Network = settings with { Epochs = outcome.Epochs }, Search = null }, SearchBench.Rings());
        var alone = NodeClassifier.Train(input.Task, input.Settings, bench.Request.Seed, WorkTeam.Alone, null, null, null, CancellationToken.None);

        Assert.Equal(alone.Weights, outcome.Weights);
    }

    /// <summary>No leakage: whatever the test nodes are labelled, the same trials get the same scores, and their labels do not reach a worker.</summary>
    [Fact]
    public async Task Search_WithOtherTestLabels_ChoosesTheSame()
    {
        using var bench = new SearchBench(Halving);
        using var other = new SearchBench(Halving, SearchBench.Rings(ring => (ring + 1) % 4));

        bench.TrainAll();
        other.TrainAll();
        var part = NodePart.Read(bench.Job.PartFile(0));
        var (right, wrong) = ((await JudgeAsync(bench)).Result, (await JudgeAsync(other)).Result);

        Assert.Equal(bench.Told(), other.Told());
        Assert.Empty(part.Task.Test);
        Assert.Equal(part.Task.Train.Length + part.Task.Validation.Length, part.Task.Labels.Count(label => label >= 0));
        Assert.True(right.Model?.Accuracy > 0.7 && wrong.Model?.Accuracy < 0.2, $"{right.Model?.Accuracy} {wrong.Model?.Accuracy}");
    }

    [Fact]
    public async Task Judge_Winner_PublishesItWithItsSettings()
    {
        using var bench = new SearchBench(Halving);
        bench.TrainAll();
        var ending = bench.Job.Ending() ?? throw new InvalidOperationException("a search that is done has a winner");

        var (artifact, result) = await JudgeAsync(bench);

        Assert.Equal((ending.Settings.Name, ending.Settings.LearningRate), (artifact.Settings.Network, artifact.Settings.LearningRate));
        Assert.Equal("j", artifact.Lineage.Job);
        Assert.Equal(ending.Search.Trials.Select(trial => trial.Trial), result.Search?.Trials.Select(trial => trial.Trial));
        Assert.Equal(["majority", "logistic-regression"], result.Baselines.Select(scores => scores.Name));
    }

    [Fact]
    public void Budget_Spent_NoFurtherTrainingBeginsAndTheBestSoFarCounts()
    {
        using var bench = new SearchBench(Halving);
        bench.Train(4);
        bench.Train(2);
        bench.Job.Grant("l", "w", 0, 10);

        bench.Time.Advance(TimeSpan.FromSeconds(600));

        Assert.True(bench.Job.IsOver);
        Assert.DoesNotContain(Enumerable.Range(0, bench.Job.Parts), bench.Job.IsOpen);
        Assert.False(bench.Job.Done.IsCompleted);
        Assert.Equal(2, bench.Job.Ending()?.Search.Trials.Count(trial => trial.Score is not null));
    }

    [Fact]
    public void Budget_Nothing_LetsOneTrainingBegin()
    {
        using var bench = new SearchBench(Halving with { Search = new SearchRequest(BudgetSeconds: 0) });

        Assert.False(bench.Job.IsOver);
        Assert.Null(bench.Job.Ending());
        bench.Job.Grant("l", "w", 0, 10);

        Assert.True(bench.Job.IsOver);
        Assert.False(bench.Job.IsOpen(1));
    }

    [Fact]
    public void Fail_SomeTrials_TheOthersGoOn()
    {
        using var bench = new SearchBench(Halving);
        foreach (var part in (int[])[0, 1, 2, 3, 4, 5, 6])
            bench.Job.Fail(part, "The loss is not a number.");

        bench.TrainAll();

        Assert.True(bench.Job.Done.IsCompletedSuccessfully);
        Assert.Equal([3, 6, 18], bench.Computed.Values.MaxBy(runs => runs.Sum()));
        Assert.Equal(2, bench.Job.Ending()?.Search.Trials.Count(trial => trial.Score is not null));
    }

    [Fact]
    public async Task Fail_AllTrials_EndsTheSearchWithTheReason()
    {
        using var bench = new SearchBench(Halving);
        for (var part = 0; part < bench.Job.Parts; part++)
            bench.Job.Fail(part, "The loss is not a number.");

        var failure = await Assert.ThrowsAsync<PartFailedException>(() => bench.Job.Done);

        Assert.Contains("None of the 9 trials could be trained", failure.Message, StringComparison.Ordinal);
        Assert.Contains("The loss is not a number.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Status_WhileItRuns_ShowsTrialsBestFirstAndTheBestOverTime()
    {
        using var bench = new SearchBench(Halving);
        for (var part = 0; part < 5; part++)
        {
            bench.Time.Advance(TimeSpan.FromSeconds(1));
            bench.Train(part);
        }
        bench.Job.Grant("l", "w2", 5, 10);
        bench.Job.Report(5, "w2", new PartProgress(2, 0.5));

        var status = bench.Status;
        var scores = status.Search?.Trials.Select(trial => trial.Score).ToList() ?? [];

        Assert.Equal(6, scores.Count);
        Assert.Equal(scores.Take(5).OrderDescending(), scores.Take(5));
        Assert.Null(scores[5]);
        Assert.Equal(5 * 3 + 2, status.Epoch);
        Assert.Equal(["w", "w2"], status.Workers.Select(share => share.Worker));
        Assert.Equal([0, 1, 2, 3, 4], status.Curve?.Select(point => point.At));
        Assert.Equal(status.Curve?.Select(point => point.Score).Order(), status.Curve?.Select(point => point.Score));
    }

    private static async Task<(NodeModelArtifact Artifact, JobResult Result)> JudgeAsync(SearchBench bench)
    {
        var ending = bench.Job.Ending() ?? throw new InvalidOperationException("a search that is done has a winner");
        var judged = await bench.Subject.JudgeAsync(ending.Settings, ending.Outcome, ending.Search, CancellationToken.None);
        return (NodeModelArtifact.Read(judged.Artifact), judged.Result(new ModelVersion("m", 1, "ab", TrainingTasks.NodeClassification, 1, default, "j")));
    }
}

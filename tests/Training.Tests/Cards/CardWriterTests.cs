using NetMl.Contracts.Training;
using NetMl.Gnn.Artifacts;
using NetMl.Gnn.Baselines;
using NetMl.Gnn.FlowClassification;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Networks;
using NetMl.Gnn.NodeClassification;
using NetMl.Tensors.Parallelism;
using NetMl.TrainingCoordinator.Cards;
using NetMl.Trees;

namespace NetMl.Training.Tests.Cards;

public sealed class CardWriterTests
{
    private static readonly DateTimeOffset Time = new(2026, 5, 6, 7, 8, 9, TimeSpan.Zero);
    private static readonly JobRequest Request = new("office", "flows", Labels: LabelSources.Behaviours);

    private static readonly JobResult Result = new(
        new ModelVersion("flows", 3, "ab", FlowNetwork.Task, 1000, Time, "job-1"), "s", 700, 300, Time, 99,
        new ClassificationScores(FlowNetwork.Name, 0.75, 0.5, [new ClassScores("Benign", 1, 0.5, 0.25, 295), new ClassScores("Scan|me", 0.5, 0.5, 0.5, 5)], CalibrationError: 0.25),
        [new ClassificationScores("majority", 0.5, 0.25, []), new ClassificationScores("boosted-trees", 0.75, 0.625, [])], [], Notes: ["A note."]);

    [Fact]
    public void Write_FlowsOfAJob_TellsDataSplitScoresAndLimits()
    {
        var card = CardWriter.Write(Result.Published, Flows().Write(), Request, Result);

        Assert.Equal(
            ("flows", 3, FlowNetwork.Name, "office", "s", "time train=0.7", 700L, 300L),
            (card.Model, card.Version, card.Network, card.Data.Name, card.Data.Snapshot, card.Data.Split, card.Data.Learnt, card.Data.Tested));
        Assert.Equal([new CardClass("Benign", 295), new CardClass("Scan|me", 5)], card.Data.Classes);
        Assert.Equal(["out_degree"], card.Features.Nodes);
        Assert.Equal(["bytes"], card.Features.Flows);
        Assert.Equal(("200", "64", "behaviours"), (card.Training["epochs"], card.Training["window flows"], card.Training["labels"]));
        Assert.Equal([7], card.Seeds);
        Assert.Equal(["A note."], card.Notes);
        Assert.Equal(
            [
                "It learnt from one data set, 'office': how it does on other networks was not measured.",
                "Its labels are what detectors found, not what people saw: it repeats their mistakes.",
                "It was trained once, with one seed: how far another training would differ is not known.",
                "It was trained without differential privacy: its weights may tell of single flows.",
                "Fewer than 20 test flows carry Scan|me (5): the scores of such classes say little.",
                "The simpler boosted-trees has a macro-F1 of 0.625 on the same test, this model 0.500.",
                "Its probabilities are off by 0.25 on average: they rank, but are no chances.",
                "It was tested on later flows of the data that it learnt from, not on another network.",
                "It reads windows of 64 flows; windows of another size look odd to it.",
                "Addresses are no features: a host is known by what it does. Features are cut at ±8 spreads, so all extremes look alike.",
            ],
            card.Limits);
    }

    [Fact]
    public void Write_WithoutAJob_TellsWhatTheArtifactSays()
    {
        var card = CardWriter.Write(Result.Published with { Epsilon = 2, Delta = 1e-5 }, Flows().Write(), null, null);

        Assert.Equal((null, null, 2.0), (card.Data.Learnt, card.Metrics.Model, card.Epsilon));
        Assert.Contains("No scores were measured for it here.", card.Limits);
        Assert.DoesNotContain(card.Limits, limit => limit.Contains("without differential privacy", StringComparison.Ordinal));
        Assert.Contains("| learnt from | not told |", CardMarkdown.Write(card), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_BoostedTrees_ListsWhatFeaturesGain()
    {
        float[] rows = [.. Enumerable.Range(0, 200).SelectMany(row => (float[])[row % 2, row % 7, row % 5])];
        int[] labels = [.. Enumerable.Range(0, 200).Select(row => row % 2)];
        var trees = BoostedTrees.Fit(rows, 3, labels, 2, [], new BoostingSettings(Iterations: 2), WorkTeam.Alone, CancellationToken.None);

        var card = CardWriter.Write(Result.Published, (Flows() with { Network = TreeClassifier.Name, Trees = trees }).Write(), null, null);

        Assert.Equal("bytes 100 %", card.Training["largest gains"]);
        Assert.Equal(("2", "31", "0.1"), (card.Training["rounds of trees"], card.Training["leaves of a tree, at most"], card.Training["learning rate of trees"]));
        Assert.Empty(card.Training.Keys.Intersect(["epochs", "hidden size", "learning rate", "workers", "parameters"]));
        Assert.DoesNotContain("| chosen by |", CardMarkdown.Write(card), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_WinnerOfASearch_TellsItsSettingsAndThatTheyWereChosen()
    {
        var search = new SearchResult(SearchMethods.Halving, JobMetrics.MacroF1, 10, [
            new SearchTrial(2, 30, 0.9, new Dictionary<string, string>(StringComparer.Ordinal) { ["learningRate"] = "0.004" }),
            new SearchTrial(1, 10, 0.5, new Dictionary<string, string>(StringComparer.Ordinal) { ["learningRate"] = "0.05" }),
            new SearchTrial(3, 0, null, new Dictionary<string, string>(StringComparer.Ordinal))]);

        var card = CardWriter.Write(Result.Published, Flows().Write(), Request with { Search = new SearchRequest() }, Result with { Search = search });

        Assert.Equal(("0.004", "30", "4"), (card.Training["learning rate"], card.Training["epochs"], card.Training["hidden size"]));
        Assert.Equal("halving: best of 2 trials by macro-f1 on validation", card.Training["search"]);
        Assert.Contains(card.Limits, limit => limit.StartsWith("Its settings were chosen (halving: best of 2", StringComparison.Ordinal));
    }

    [Fact]
    public void Write_ClassesOfHosts_SaysThatOnlyThoseThatOpenFlowsWereLearntFrom() => Assert.Contains(
        CardWriter.Write(Result.Published with { Task = TrainingTasks.HostClassification }, Flows().Write(), null, null).Limits,
        limit => limit.StartsWith("It learnt from hosts that opened flows only", StringComparison.Ordinal));

    [Fact]
    public void Write_WithoutLabels_TellsNoSourceOfLabels() => Assert.False(CardWriter.Write(
        Result.Published with { Task = TrainingTasks.FlowAnomaly }, Flows().Write(), Request with { Task = TrainingTasks.FlowAnomaly, Labels = null }, Result).Training.ContainsKey("labels"));

    [Fact]
    public void Write_NodesKnownByTheirNumbers_SaysThatOthersHaveNoAnswer()
    {
        var settings = NodeNetworks.Defaults("gcn") with { Hidden = 4 };
        var artifact = new NodeModelArtifact(
            settings, ["a", "b"], 0, [], 9, new FeaturePreparation(FeaturePreparation.Identity, new Standardisation([], [])), false,
            NodeNetworks.Create(settings, 9, 2).Layout.Initialise(1), new NodeLineage("job-1", "club", "v1", 4, "own"));

        var card = CardWriter.Write(Result.Published with { Task = NodeModelArtifact.Task }, artifact.Write(), null, null);

        Assert.Equal(("club", "v1", "nodes", "gcn"), (card.Data.Name, card.Data.Snapshot, card.Data.Items, card.Network));
        Assert.StartsWith("It knows the nodes of its own graph only", card.Limits[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_NamesOutOfData_StayInTheirCells()
    {
        var text = CardMarkdown.Write(CardWriter.Write(Result.Published, Flows().Write(), Request, Result));

        Assert.StartsWith("# flows, version 3\n", text, StringComparison.Ordinal);
        Assert.Contains("| Scan\\|me | 0.500 | 0.500 | 0.500 | 5 |\n", text, StringComparison.Ordinal);
        Assert.Contains("| boosted-trees | 0.750 | 0.625 | – |\n", text, StringComparison.Ordinal);
        Assert.Contains("- A note.\n", text, StringComparison.Ordinal);
        Assert.All((string[])["## Data", "## Metrics", "## Features", "## Training", "## Limits", "## Notes"], part => Assert.Contains($"\n{part}\n\n", text, StringComparison.Ordinal));
    }

    private static ModelArtifact Flows()
    {
        var scale = new Standardisation([0], [1]);
        var artifact = new ModelArtifact(
            FlowNetwork.Task, ["Benign", "Scan|me"], ["out_degree"], ["bytes"], scale, scale, 4, 64, default, new ModelLineage("job-1", "s", 7, "office", "time train=0.7"));
        return artifact with { Weights = artifact.CreateNetwork().Layout.Initialise(7) };
    }
}

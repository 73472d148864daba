using System.Globalization;
using NetMl.Contracts.Training;
using NetMl.Gnn;
using NetMl.Gnn.Artifacts;
using NetMl.Gnn.Inputs;
using NetMl.Trees;

namespace NetMl.TrainingCoordinator.Cards;

/// <summary>Writes a version's card from its artifact and, where a job of ours made it, the job's request and result.</summary>
static class CardWriter
{
    private const int MostGains = 10;
    private const double LeastGain = 0.005;
    private const string Standardised = "Less the mean, divided by the spread, both of the training part, and cut at ±8.";

    public static ModelCard Write(ModelVersion version, ReadOnlyMemory<byte> artifact, JobRequest? request, JobResult? result)
    {
        var card = NodeModelArtifact.IsOne(artifact)
            ? OfNodes(version, NodeModelArtifact.Read(artifact), result)
            : OfFlows(version, ModelArtifact.Read(artifact), request, result);
        return card with { Limits = [.. CardLimits.Of(card, request), .. Named(artifact)] };
    }

    private static IEnumerable<string> Named(ReadOnlyMemory<byte> artifact) =>
        !NodeModelArtifact.IsOne(artifact) && ModelArtifact.Read(artifact) is { Anomaly.Normals: { AreNamed: true } normals } model
            ? [$"Its file names {normals.Names.Count} {(GraphNetworks.IsOfFlows(model.Task) ? "flows" : "hosts")} that it learnt from, by address: do not hand it on where that may not be known. Jobs with keepNames false (--no-names) keep no names."]
            : [];

    private static ModelCard OfFlows(ModelVersion version, ModelArtifact artifact, JobRequest? request, JobResult? result)
    {
        var settings = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["window flows"] = Text(artifact.WindowFlows) };
        if (artifact.Trees is { } trees)
            AddTrees(settings, artifact, trees);
        else
            AddNetwork(settings, artifact, request, result?.Search);
        if (request is not null && GraphNetworks.HasClasses(request.Task))
            settings["labels"] = request.Labels ?? LabelSources.Flows;
        var items = GraphNetworks.IsOfFlows(artifact.Task) ? "flows" : "hosts";
        return Of(version, artifact.Network, result,
            new CardData(
                artifact.Lineage.Dataset ?? request?.Dataset, artifact.Lineage.Snapshot, items, artifact.Lineage.Split, result?.TrainFlows, result?.ValidationFlows,
                result?.TestFlows, result?.SplitTime, Classes(artifact.Classes, result)),
            new CardFeatures(artifact.NodeFeatureNames, artifact.FlowFeatureNames, Standardised), settings, [artifact.Lineage.Seed]);
    }

    private static void AddTrees(SortedDictionary<string, string> settings, ModelArtifact artifact, BoostedTrees trees)
    {
        settings["rounds of trees"] = Text(trees.Iterations);
        settings["leaves of a tree, at most"] = Text(Evaluation.Baselines.TreeSettings.MaxLeaves);
        settings["learning rate of trees"] = Text(Evaluation.Baselines.TreeSettings.LearningRate);
        settings["largest gains"] = Gains(artifact, trees.Gains);
    }

    private static void AddNetwork(SortedDictionary<string, string> settings, ModelArtifact artifact, JobRequest? request, SearchResult? search)
    {
        settings["hidden size"] = Text(artifact.HiddenSize);
        settings["parameters"] = Text(artifact.Weights.Length);
        if (request is null)
            return;
        settings["epochs"] = Text(FlowSettings.Of(request).Epochs);
        settings["learning rate"] = Text(FlowSettings.Of(request).LearningRate);
        if (search is { Trials: [var winner, ..] })
        {
            settings["epochs"] = Text(winner.Epochs);
            settings["learning rate"] = winner.Settings.GetValueOrDefault("learningRate") ?? settings["learning rate"];
        }
        else
        {
            settings["workers"] = Text(request.Workers);
        }
    }

    // Features by their share in what all splits gained; the columns are those of ItemRows.
    private static string Gains(ModelArtifact artifact, double[] gains)
    {
        string[] names = GraphNetworks.IsOfFlows(artifact.Task)
            ? [.. artifact.FlowFeatureNames, .. artifact.NodeFeatureNames.Select(name => $"source's {name}"), .. artifact.NodeFeatureNames.Select(name => $"target's {name}")]
            : [.. artifact.NodeFeatureNames, .. artifact.FlowFeatureNames.Select(name => $"mean {name} of opened flows"), .. artifact.FlowFeatureNames.Select(name => $"mean {name} of answered flows")];
        return string.Join(", ", names.Zip(gains).Where(pair => pair.Second >= LeastGain).OrderByDescending(pair => pair.Second).Take(MostGains)
            .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.First} {100 * pair.Second:0} %")));
    }

    private static ModelCard OfNodes(ModelVersion version, NodeModelArtifact artifact, JobResult? result)
    {
        var training = artifact.Settings;
        var settings = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["hidden size"] = Text(training.Hidden),
            ["layers"] = Text(training.Layers),
            ["heads"] = Text(training.Heads),
            ["dropout"] = Text(training.Dropout),
            ["learning rate"] = Text(training.LearningRate),
            ["weight decay"] = Text(training.WeightDecay),
            ["epochs, at most"] = Text(training.Epochs),
            ["patience"] = Text(training.Patience),
            ["parameters"] = Text(artifact.Weights.Length),
        };
        IReadOnlyList<string> names = artifact.FeatureNames.Count > 0 || artifact.RawFeatures == 0 ? artifact.FeatureNames : [$"{artifact.RawFeatures} numbers without names"];
        return Of(version, training.Network, result,
            new CardData(
                artifact.Lineage.Graph, artifact.Lineage.Version, "nodes", artifact.Lineage.Split, result?.TrainFlows, result?.Nodes?.Validated, result?.TestFlows, null,
                Classes(artifact.Classes, result)),
            new CardFeatures(names, [], Preparation(artifact)), settings,
            result?.Nodes is { } nodes ? [.. nodes.Repeats.Select(repeat => repeat.Seed)] : [artifact.Lineage.Seed]);
    }

    private static ModelCard Of(
        ModelVersion version, string network, JobResult? result, CardData data, CardFeatures features, SortedDictionary<string, string> settings, IReadOnlyList<int> seeds) => new(
        version.Model, version.Version, version.Task, network, Use(version.Task), version.Published, version.Sha256, version.Bytes, version.Job, data, features, WithSearch(settings, result?.Search), seeds,
        new CardMetrics(result?.Model, result?.Baselines ?? [], result?.Anomaly, result?.Nodes), [], result?.Notes ?? result?.Nodes?.Notes ?? [], version.Epsilon, version.Delta);

    private static SortedDictionary<string, string> WithSearch(SortedDictionary<string, string> settings, SearchResult? search)
    {
        if (search is not null)
            settings["search"] = $"{search.Method}: best of {search.Trials.Count(trial => trial.Score is not null)} trials by {search.Metric} on validation";
        return settings;
    }

    private static IReadOnlyList<CardClass> Classes(IReadOnlyList<string> names, JobResult? result) =>
        [.. names.Select(name => new CardClass(name, result?.Model is { } scores ? scores.Classes.FirstOrDefault(scored => scored.Class == name)?.Support ?? 0 : null))];

    private static string Use(string task) => task switch
    {
        TrainingTasks.FlowClassification => "Tells the class of each flow of a network like the one that it learnt from, for an analyst to look at; not to block traffic unseen.",
        TrainingTasks.HostClassification => "Tells the class of each host inside a window of flows of a network like the one that it learnt from, for an analyst to look at.",
        TrainingTasks.FlowAnomaly => "Ranks flows by how odd they are beside those that it learnt from, so that an analyst sees the oddest first. Odd is not the same as hostile.",
        TrainingTasks.HostAnomaly => "Ranks hosts by how odd they are beside those that it learnt from, so that an analyst sees the oddest first. Odd is not the same as hostile.",
        _ => "Tells the class of each node of a graph like the one that it learnt from.",
    };

    private static string Preparation(NodeModelArtifact artifact) => artifact.Preparation.Kind switch
    {
        FeaturePreparation.RowShare => "Each node's numbers are divided by their sum.",
        FeaturePreparation.Standardised => Standardised,
        FeaturePreparation.Identity => "Nodes have no features: each is known by its number.",
        _ => "Nodes have no features: four numbers of each one's place in the graph, standardised.",
    };

    private static string Text(double number) => number.ToString("G6", CultureInfo.InvariantCulture);
}

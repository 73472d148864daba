using System.Diagnostics;
using NetMl.Gnn;
using NetMl.Gnn.Anomalies;
using NetMl.Gnn.Anomalies.Scorers;
using NetMl.Gnn.Artifacts;
using NetMl.Gnn.GraphTasks;
using NetMl.Gnn.Inputs;
using NetMl.Tensors.Parallelism;

namespace NetMl.Benchmarks.AnomaliesSuite;

/// <summary>Networks trained on a scene, with every scorer that suits them: by the path that jobs take.</summary>
internal static class NetworkDetectors
{
    private const int Hidden = 32;

    public static IEnumerable<AnomalyResult> Measure(AnomalyScene scene, string task, string network, AnomalyTrial trial, int seed, WorkTeam team)
    {
        var started = Stopwatch.GetTimestamp();
        var artifact = Train(scene, task, network, trial.Epochs, seed, team);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        foreach (var scorer in trial.Scorers)
        {
            if (scorer == ReconstructionScorer.ScorerName && artifact.CreateNetwork() is IAnomalyNetwork { Foretold: 0 })
                continue;
            var fitted = AnomalyFitting.Fit(
                artifact, Normal(scene.Train), Normal(scene.HeldOut), new AnomalySettings(scorer, AnomaliesBenchmark.Budget, Seed: seed), CancellationToken.None);
            var findings = new AnomalyDetector(fitted).Score(scene.Test.Graph);
            yield return AnomalyResult.Of(
                scene, GraphNetworks.IsOfFlows(task), network, scorer, seed, findings.Scores, findings.Threshold ?? double.PositiveInfinity, seconds);
        }
    }

    private static ModelArtifact Train(AnomalyScene scene, string task, string network, int epochs, int seed, WorkTeam team)
    {
        var graph = scene.Train.Graph;
        var (nodes, flows) = (Standardisation.Fit(graph.NodeFeatures.Span, graph.NodeFeatureCount), Standardisation.Fit(graph.FlowFeatures.Span, graph.FlowFeatureCount));
        int[] Items(GraphSample sample) => [.. Enumerable.Range(0, GraphNetworks.IsOfFlows(task) ? sample.Flows : sample.Nodes)];
        var shape = new NetworkShape(task, network, graph.NodeFeatureCount, graph.FlowFeatureCount, Hidden, 0);
        var work = new GraphTask(
            shape, nodes, flows, default, GraphTask.PartOf(graph, Items(graph), default), GraphTask.PartOf(scene.HeldOut.Graph, Items(scene.HeldOut.Graph), default),
            GraphTask.PartOf(graph, [], default));
        var outcome = GraphTraining.Train(work, new GraphSettings(epochs, 0.01, 0.001, ValidateEvery: 10, Metric: GraphSettings.Loss), seed, team, null, null, null, CancellationToken.None);
        return new ModelArtifact(
            task, [], NetMl.Features.FlowGraph.NodeFeatureNames, NetMl.Features.FlowGraph.FlowFeatureNames, nodes, flows, Hidden, AnomalyScene.Window, outcome.Weights,
            new ModelLineage("benchmark", scene.Set, seed))
        { Network = network };
    }

    private static NormalItems Normal(JudgedGraph judged) => new(judged.Graph, item => $"{item}");
}

/// <summary>How networks are trained and scored.</summary>
internal sealed record AnomalyTrial(int Epochs, IReadOnlyList<string> Scorers);

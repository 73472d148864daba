using NetMl.Cli.Federation;
using NetMl.Contracts.Federation;
using NetMl.Federation.GraphTasks;
using NetMl.Federation.Learning;
using NetMl.Federation.Rounds;
using NetMl.Federation.Statistics;
using NetMl.Flows;
using NetMl.Gnn.Artifacts;

namespace NetMl.Cli.Demo.Federated;

/// <summary>What the federated model is worth beside what each site reaches with its own flows alone, by the same code and as many passes.</summary>
internal sealed class AloneTraining(FederationPlan plan, IReadOnlyList<IReadOnlyList<FlowBatch>> sites)
{
    private readonly PlanParts _parts = new(plan);
    private readonly IReadOnlyList<SiteGraphs> _graphs = [.. sites.Select(batches => SiteGraphs.Build(batches, plan))];

    public IReadOnlyList<FederatedScore> Run(byte[] federated, CancellationToken cancellationToken)
    {
        var artifact = ModelArtifact.Read(federated);
        var shared = new SharedScaling(artifact.NodeScale, artifact.FlowScale, [.. Enumerable.Repeat(1f / Math.Max(1, plan.Classes.Count), plan.Classes.Count)]);
        var scores = new List<FederatedScore> { Score("federated", shared, artifact.Weights.ToArray()) };
        foreach (var (index, site) in FederatedSettings.Sites.Index())
        {
            var scaling = OwnScaling(_graphs[index]);
            scores.Add(Score($"{site} alone", scaling, Train(_graphs[index].Objective(scaling), cancellationToken)));
        }
        return scores;
    }

    private SharedScaling OwnScaling(SiteGraphs graphs)
    {
        var range = _parts.Security.Range;
        var means = SharedScaling.Means(graphs.Train, graphs.TrainLabels.Span, _parts.Classes, range);
        var spreads = SharedScaling.Spreads(graphs.Train, graphs.Items, means, range);
        return SharedScaling.Create(means, spreads, PlannedNetwork.NodeFeatures.Count, PlannedNetwork.FlowFeatures.Count, _parts.Classes);
    }

    private float[] Train(ITestedObjective objective, CancellationToken cancellationToken)
    {
        var weights = PlannedNetwork.Initial(plan);
        var order = RoundWork.LocalOrderOf(_parts.Local) with { Epochs = _parts.Local.Epochs * plan.Rounds };
        var update = LocalTraining.Run(objective, weights, order, ReadOnlyMemory<float>.Empty, new Random(plan.Seed), cancellationToken);
        System.Numerics.Tensors.TensorPrimitives.Add(weights, update.Delta, weights);
        return weights;
    }

    /// <summary>Over the later flows of all sites together.</summary>
    private FederatedScore Score(string name, SharedScaling scaling, float[] weights)
    {
        var confusion = new double[3 * _parts.Classes];
        var (right, items) = (0.0, 0L);
        foreach (var graphs in _graphs)
        {
            var scores = graphs.Objective(scaling).Test(weights);
            for (var i = 0; i < confusion.Length; i++)
                confusion[i] += scores.Confusion[i] * scores.Items;
            right += scores.Accuracy * scores.Items;
            items += scores.Items;
        }
        return new FederatedScore(name, ConfusionCounts.MacroF1(Array.ConvertAll(confusion, count => count / Math.Max(1, items))), items == 0 ? 0 : right / items);
    }
}

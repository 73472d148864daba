using NetMl.Contracts.Training;
using NetMl.Gnn.Baselines;
using NetMl.Gnn.Networks;
using NetMl.Gnn.NodeClassification;
using NetMl.Gnn.Scores;
using NetMl.Tensors.Parallelism;
using NetMl.TrainingCoordinator.Evaluation;

namespace NetMl.TrainingCoordinator.NodeClassification;

/// <summary>Scores node classifiers and simpler models on the same test nodes.</summary>
static class NodeEvaluation
{
    /// <param name="predicted">[n].</param>
    public static ClassificationReport Report(NodeSet input, int[] predicted)
    {
        var test = input.Task.Test;
        return ClassificationReport.Of(
            Array.ConvertAll(test, node => input.Task.Labels[node]), Array.ConvertAll(test, node => predicted[node]), input.Task.Classes.Count);
    }

    /// <inheritdoc cref="Report"/>
    public static ClassificationScores Scores(NodeSet input, string name, int[] predicted) => ClassEvaluation.Told(name, Report(input, predicted), input.Task.Classes);

    /// <summary>Majority class of the training nodes and, where nodes have features, logistic regression on them alone.</summary>
    public static IReadOnlyList<ClassificationScores> Baselines(NodeSet input, CancellationToken cancellationToken)
    {
        var task = input.Task;
        var majority = MajorityClass.Fit(Array.ConvertAll(task.Train, node => task.Labels[node]), task.Classes.Count);
        var most = Scores(input, "majority", Array.ConvertAll(task.Labels, _ => majority));
        if (!input.HasFeatures)
            return [most];
        var regression = NodeClassifier.Train(
            task, NodeNetworks.Defaults("logistic"), input.Request.Seed, WorkTeam.Alone, checkpoint: null, epochEnded: null, checkpointReached: null, cancellationToken);
        return [most, Scores(input, "logistic-regression", regression.Predicted)];
    }

    /// <summary>Mean and standard deviation, n − 1 in the denominator; 0 for one value.</summary>
    public static (double Mean, double Deviation) Spread(IEnumerable<double> values)
    {
        double[] all = [.. values];
        var mean = all.Average();
        return (mean, all.Length < 2 ? 0 : Math.Sqrt(all.Sum(value => (value - mean) * (value - mean)) / (all.Length - 1)));
    }
}

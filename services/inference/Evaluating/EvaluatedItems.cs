using NetMl.Contracts.Training;

namespace NetMl.Inference.Evaluating;

/// <summary>What models are scored on.</summary>
/// <param name="Kind">flows, hosts or nodes.</param>
/// <param name="Truth">[items]: index into <paramref name="Classes"/>, −1 = no label.</param>
/// <param name="Classes">Those that the models know, then those that only the items have.</param>
/// <param name="Block">Consecutive items that belong together when models are compared.</param>
internal sealed record EvaluatedItems(string Kind, int[] Truth, IReadOnlyList<string> Classes, int Block)
{
    public const string Flows = "flows";
    public const string Hosts = "hosts";
    public const string Nodes = "nodes";

    /// <summary>Kind of the items that a task is about.</summary>
    public static string KindOf(string task) => task switch
    {
        TrainingTasks.NodeClassification => Nodes,
        TrainingTasks.HostAnomaly or TrainingTasks.HostClassification => Hosts,
        _ => Flows,
    };
}

/// <summary>What one model answers about the items, in their order.</summary>
/// <param name="Known">Classes that a classifier knows.</param>
/// <param name="Told">[items] of a classifier: index into the items' classes.</param>
/// <param name="Certainty">[items] of a classifier: its largest probability.</param>
/// <param name="Scores">[items] of a model without labels: higher = odder.</param>
/// <param name="Threshold">Of a model without labels, if it has one.</param>
internal sealed record ItemAnswers(string Model, int Version, string Task, IReadOnlySet<int> Known, int[] Told, float[] Certainty, float[] Scores, double? Threshold)
{
    public bool IsOfClasses => !TrainingTasks.IsAnomaly(Task);

    public string Name => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Model}@{Version}");
}

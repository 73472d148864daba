namespace NetMl.Gnn.GraphTasks;

/// <summary>How a network over flows or hosts is trained, whole and in one process.</summary>
/// <param name="Epochs">At most; each is one step over all items.</param>
/// <param name="LearningRate">Of Adam at the start; it falls along half a cosine to a hundredth.</param>
/// <param name="WeightDecay">Decoupled: each step takes rate × decay off every weight, biases excepted.</param>
/// <param name="Patience">Validations without a better one after which training ends; 0 = never early.</param>
/// <param name="ValidateEvery">Epochs between two validations.</param>
/// <param name="Metric">macro-f1, accuracy, auroc (<see cref="Scores.OneAgainstRest"/>) or loss: what the best epoch is chosen by; a task without classes goes by loss.</param>
public sealed record GraphSettings(
    int Epochs = 300, double LearningRate = 0.01, double WeightDecay = 0.01, int Patience = 0, int ValidateEvery = 5, string Metric = GraphSettings.MacroF1)
{
    /// <summary>Epoch after which training pauses, its end being a checkpoint from which it can go on; <see cref="Epochs"/> still says how the rate falls. Null = it does not pause.</summary>
    public int? PauseAt { get; init; }

    public const string MacroF1 = "macro-f1";
    public const string Accuracy = "accuracy";
    public const string Auroc = "auroc";
    public const string Loss = "loss";
}

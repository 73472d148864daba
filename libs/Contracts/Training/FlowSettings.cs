namespace NetMl.Contracts.Training;

/// <summary>What a network over flows or hosts is trained with: what the request says, else what served best on public captures (docs/results.md).</summary>
public sealed record FlowSettings(int Epochs, double LearningRate, int HiddenSize, int WindowFlows)
{
    /// <summary>Of tasks with classes, unless a request says otherwise.</summary>
    public static FlowSettings OfClasses { get; } = new(200, 0.01, 32, 32);

    /// <summary>Of tasks without labels, unless a request says otherwise.</summary>
    public static FlowSettings OfOddness { get; } = new(100, 0.01, 32, 256);

    /// <summary>What a request for flows or hosts comes to.</summary>
    public static FlowSettings Of(JobRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var usual = TrainingTasks.IsAnomaly(request.Task) ? OfOddness : OfClasses;
        return new FlowSettings(
            request.Epochs ?? usual.Epochs, request.LearningRate ?? usual.LearningRate, request.HiddenSize ?? usual.HiddenSize, request.WindowFlows ?? usual.WindowFlows);
    }
}

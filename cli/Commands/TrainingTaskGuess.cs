using NetMl.Cli.Api;
using NetMl.Contracts.Training;

namespace NetMl.Cli.Commands;

/// <summary>What to learn from a name that says no task.</summary>
internal static class TrainingTaskGuess
{
    /// <summary>node-classification for an imported graph that no data set shares its name with; else flow-classification, also for what is not there: the start of the job then says so.</summary>
    public static async Task<string> OfAsync(GatewayClient gateway, string name, CancellationToken cancellationToken)
    {
        if (await gateway.Datasets.FindAsync(name, cancellationToken) is not null)
            return TrainingTasks.FlowClassification;
        return await gateway.Graphs.FindAsync(name, cancellationToken) is null ? TrainingTasks.FlowClassification : TrainingTasks.NodeClassification;
    }
}

using System.Globalization;
using NetMl.Contracts.Training;
using NetMl.Gnn.Artifacts;
using NetMl.TrainingCoordinator.Jobs;

namespace NetMl.TrainingCoordinator.Models;

/// <summary>What a job writes into its artifact about where the model comes from.</summary>
internal static class ArtifactLineage
{
    public static ModelLineage Of(string job, JobInputs inputs, JobRequest request) =>
        new(job, inputs.Snapshot, request.Seed, request.Dataset, Split(request), inputs.SplitTime);

    /// <summary>The kind of the split and the shares that it deals, as in <c>time train=0.7</c>.</summary>
    private static string Split(JobRequest request)
    {
        var kind = request.Split?.Kind ?? SplitKinds.Time;
        var shares = kind == SplitKinds.Hosts ? "" : string.Create(CultureInfo.InvariantCulture, $" train={request.TrainFraction}");
        return request.Split?.Validation is > 0 and var validation ? string.Create(CultureInfo.InvariantCulture, $"{kind}{shares} validation={validation}") : kind + shares;
    }
}

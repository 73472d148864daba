using System.Text.RegularExpressions;
using NetMl.Contracts.Training;
using NetMl.GraphFeature;
using NetMl.TrainingCoordinator.NodeClassification;
using NetMl.TrainingCoordinator.Search;

namespace NetMl.TrainingCoordinator.Jobs;

/// <summary>What a job request may hold; every problem names its field and what is allowed there.</summary>
static partial class JobRequestRules
{
    /// <summary>Problems by field; empty when the request is fine.</summary>
    public static Dictionary<string, string[]> Check(JobRequest request)
    {
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        Require(problems, "dataset", request.Dataset is { Length: >= 1 and <= 128 }, "the name of a data set that flows were sent to, or of an imported graph");
        Require(problems, "model", request.Model is not null && ModelName().IsMatch(request.Model), "1 to 64 characters of a-z, 0-9 and '-'");
        Require(problems, "task", TrainingTasks.All.Contains(request.Task), $"one of {string.Join(", ", TrainingTasks.All)}{FlowRequests.Guess(request.Task, TrainingTasks.All)}");
        if (problems.ContainsKey("task"))
            return problems;
        foreach (var (field, holds, allowed) in (IsOfNodes(request) ? NodeRequests.Check(request) : FlowRequests.Check(request)).Concat(SearchRequests.Check(request)))
            Require(problems, field, holds, allowed);
        return problems;
    }

    /// <summary>The request with every choice made that was left open, so that the job keeps them when a later version has other defaults.</summary>
    /// <param name="request">One without problems.</param>
    public static JobRequest Resolve(JobRequest request) => !IsOfNodes(request) ? FlowRequests.Resolve(request)
        : request.Search is null ? NodeRequests.Resolve(request)
        : SearchRequests.Settle(request);

    private static bool IsOfNodes(JobRequest request) => request.Task == TrainingTasks.NodeClassification;

    /// <summary>All problems as one sentence.</summary>
    public static string Sentence(Dictionary<string, string[]> problems) =>
        $"The job cannot start: {string.Join("; ", problems.Select(problem => $"{problem.Key} must be {problem.Value[0]}"))}.";

    private static void Require(Dictionary<string, string[]> problems, string field, bool holds, string allowed)
    {
        if (!holds)
            problems.TryAdd(field, [allowed]);
    }

    [GeneratedRegex(@"^[a-z0-9-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ModelName();
}

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
        Require(problems, "task", TrainingTasks.All.Contains(request.Task), $"one of {string.Join(", ", TrainingTasks.All)}{Guess(request.Task)}");
        foreach (var (field, holds, allowed) in request.Task == TrainingTasks.NodeClassification ? NodeRequests.Check(request) : OfFlows(request))
            Require(problems, field, holds, allowed);
        foreach (var (field, holds, allowed) in SearchRequests.Check(request))
            Require(problems, field, holds, allowed);
        return problems;
    }

    private static IEnumerable<(string Field, bool Holds, string Allowed)> OfFlows(JobRequest request)
    {
        yield return ("epochs", request.Epochs is >= 1 and <= 5000, "a whole number from 1 to 5000");
        yield return ("learningRate", request.LearningRate is > 0 and <= 1, "a number above 0, up to 1");
        yield return ("hiddenSize", request.HiddenSize is >= 2 and <= 512, "a whole number from 2 to 512");
        yield return ("windowFlows", request.WindowFlows is 0 or >= 16 and <= 1_000_000, "0 (one graph for all flows), or a whole number from 16 to 1000000");
        yield return ("trainFraction", request.TrainFraction is >= 0.05 and <= 0.95, "a number from 0.05 to 0.95");
        yield return ("workers", request.Workers is >= 1 and <= 64, "a whole number from 1 to 64");
        yield return ("shards", request.Shards is >= 1 and <= 256, "a whole number from 1 to 256");
        yield return ("network", request.Network is null, $"left out unless the task is {TrainingTasks.NodeClassification}");
        yield return ("repeats", request.Repeats is null, $"left out unless the task is {TrainingTasks.NodeClassification}");
    }

    private static string Guess(string? task) =>
        task is not null && NearestName.Find(task, [.. TrainingTasks.All]) is { } near ? $" (did you mean '{near}'?)" : "";

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

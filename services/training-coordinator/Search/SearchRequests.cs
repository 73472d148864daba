using NetMl.Contracts.Training;
using NetMl.Gnn;
using NetMl.Gnn.Networks;
using NetMl.GraphFeature;

namespace NetMl.TrainingCoordinator.Search;

/// <summary>What a request for a search may hold, and what it means.</summary>
static class SearchRequests
{
    private const int MostTrials = 200;
    private const double MostSeconds = 7 * 24 * 3600;

    /// <summary>Problems by field: what must hold of that field. None without a search.</summary>
    public static IEnumerable<(string Field, bool Holds, string Allowed)> Check(JobRequest request)
    {
        if (request.Search is not { } search)
            yield break;
        yield return ("search.method", SearchMethods.All.Contains(search.Method), $"one of {string.Join(", ", SearchMethods.All)}");
        yield return ("search.trials", search.Trials is >= 2 and <= MostTrials, $"a whole number from 2 to {MostTrials}");
        yield return ("search.budgetSeconds", search.BudgetSeconds is >= 0 and <= MostSeconds, $"a number of seconds from 0 to {MostSeconds} (a week)");
        yield return ("search.networks", search.Networks is null or { Count: >= 1 and <= 16 }, "left out, or a list of 1 to 16 names");
        var known = NetworksOf(request.Task);
        foreach (var name in search.Networks ?? [])
            yield return ("search.networks", known.Contains(name), $"of {string.Join(", ", known)}{Guess(name, known)}");
        yield return ("search.networks", search.Networks is not { Count: > 1 } || !TrainingTasks.IsAnomaly(request.Task), $"one name for {request.Task}: losses of different networks do not compare");
        yield return ("repeats", request.Repeats is null or 1, "left out of a search, which trains every setting with the same seed");
        var metrics = MetricsOf(request.Task);
        yield return ("metric", request.Metric is null || metrics.Contains(request.Metric), $"one of {string.Join(", ", metrics)} in a search for {request.Task}");
    }

    /// <summary>What epochs and trials are compared by; the first is the default.</summary>
    public static IReadOnlyList<string> MetricsOf(string task) => task switch
    {
        TrainingTasks.NodeClassification => [JobMetrics.Accuracy, JobMetrics.MacroF1, JobMetrics.Auroc, JobMetrics.Loss],
        TrainingTasks.FlowAnomaly or TrainingTasks.HostAnomaly => [JobMetrics.Loss],
        _ => [JobMetrics.MacroF1, JobMetrics.Accuracy, JobMetrics.Auroc, JobMetrics.Loss],
    };

    /// <summary>The metric of a checked request.</summary>
    public static string Metric(JobRequest request) => request.Metric ?? MetricsOf(request.Task)[0];

    /// <summary>The request for a node classifier with what all trials have in common: epochs and patience.</summary>
    public static JobRequest Settle(JobRequest request)
    {
        var asked = request.Network ?? new NetworkRequest();
        var usual = Networks(request).Select(NodeNetworks.Defaults).ToList();
        return request with
        {
            Network = asked with { Name = Networks(request)[0], Epochs = asked.Epochs ?? usual.Max(one => one.Epochs), Patience = asked.Patience ?? usual.Max(one => one.Patience) },
        };
    }

    /// <summary>Epochs of a whole training of a settled request.</summary>
    public static int Epochs(JobRequest request) => request.Network?.Epochs ?? FlowSettings.Of(request).Epochs;

    /// <summary>The networks that the trials of a checked request have.</summary>
    public static IReadOnlyList<string> Networks(JobRequest request) =>
        request.Search?.Networks is { Count: > 0 } named ? [.. named.Distinct(StringComparer.Ordinal)]
        : request.Task == TrainingTasks.NodeClassification ? [request.Network?.Name ?? new NetworkRequest().Name]
        : [request.Network?.Name ?? GraphNetworks.DefaultOf(request.Task)];

    private static IReadOnlyList<string> NetworksOf(string task) => task == TrainingTasks.NodeClassification ? NodeNetworks.Names : GraphNetworks.NamesOf(task);

    private static string Guess(string? name, IReadOnlyList<string> known) => name is not null && NearestName.Find(name, known) is { } near ? $" (did you mean '{near}'?)" : "";
}

using NetMl.Contracts.Serving;
using NetMl.Contracts.Training;

namespace NetMl.Cli.Demo;

/// <summary>From answers to the numbers of the report.</summary>
internal static class ServingSummary
{
    private const double SameProbability = 1e-6;
    private const int Examples = 5;
    private const int TopHosts = 10;

    public static DemoServing Create(ModelVersion model, ServedWindows served)
    {
        // The first answer about each window counts; further ones only show whether the replicas agree.
        var byWindow = served.Answers.GroupBy(answer => answer.Window).OrderBy(group => group.Key).Select(group => group.ToList()).ToList();
        var first = byWindow.ConvertAll(answers => answers[0]);
        var flows = first.SelectMany(answer => WithTruth(answer.Response.Flows, served.Windows[answer.Window])).ToList();
        var known = flows.Where(flow => flow.Truth is not null).ToList();
        return new DemoServing(
            model.Model, [.. served.Answers.Select(answer => answer.Response.Version).Distinct().Order()], served.Answers.Count,
            Math.Round((double)served.Answers.Count / served.Windows.Count, 2), served.Windows.Sum(window => (long)window.Truth.Count),
            known.Count == 0 ? null : (double)known.Count(flow => flow.Class == flow.Truth) / known.Count,
            byWindow.Sum(answers => answers.Count - 1), byWindow.Sum(answers => answers.Skip(1).Count(answer => IsSame(answers[0].Response, answer.Response))),
            Replicas(served.Answers), PickExamples(known.Count > 0 ? known : flows), Oddest(first), Median(served.Answers));
    }

    private static IEnumerable<FlowScore> WithTruth(IReadOnlyList<FlowScore> flows, HeldOutWindow window) =>
        flows.Select(flow => flow with { Truth = window.Truth[flow.Row] });

    private static List<DemoReplica> Replicas(IReadOnlyList<ServedAnswer> answers) =>
    [
        .. answers.GroupBy(answer => answer.Response.Replica, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new DemoReplica(group.Key, group.Count(), (double)group.Count() / answers.Count)),
    ];

    private static bool IsSame(ScoreResponse left, ScoreResponse right) =>
        left.Flows.Count == right.Flows.Count && left.Hosts.Count == right.Hosts.Count
        && left.Flows.Zip(right.Flows).All(pair => pair.First.Row == pair.Second.Row && pair.First.Class == pair.Second.Class && Near(pair.First.Probability, pair.Second.Probability))
        && left.Hosts.Zip(right.Hosts).All(pair => pair.First.Address == pair.Second.Address && Near(pair.First.Score, pair.Second.Score));

    private static bool Near(double left, double right) => Math.Abs(left - right) <= SameProbability * Math.Max(1, Math.Abs(left));

    /// <summary>One of each true class in turn, spread over the held-out time, so that the examples show more than the most frequent class.</summary>
    private static List<FlowScore> PickExamples(List<FlowScore> flows)
    {
        var classes = flows.GroupBy(flow => flow.Truth ?? flow.Class, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => group.ToList()).ToList();
        var picked = new List<FlowScore>();
        for (var round = 1; picked.Count < Math.Min(Examples, flows.Count); round++)
        {
            foreach (var one in classes.Where(one => one.Count >= round).Take(Examples - picked.Count))
                picked.Add(one[(round - 1) * Math.Max(1, one.Count / Examples)]);
        }
        return [.. picked.OrderBy(flow => flow.Start)];
    }

    /// <summary>Mean score of each host over the windows that saw it.</summary>
    private static List<HostScore> Oddest(List<ServedAnswer> answers) =>
    [
        .. answers.SelectMany(answer => answer.Response.Hosts).GroupBy(host => host.Address, StringComparer.Ordinal)
            .Select(group => new HostScore(group.Key, group.Average(host => host.Score), group.MaxBy(host => host.Score)?.OddestFeatures ?? []))
            .OrderByDescending(host => host.Score).ThenBy(host => host.Address, StringComparer.Ordinal).Take(TopHosts),
    ];

    private static double Median(IReadOnlyList<ServedAnswer> answers)
    {
        var sorted = answers.Select(answer => answer.Milliseconds).Order().ToList();
        return Math.Round(sorted[sorted.Count / 2], 2);
    }
}

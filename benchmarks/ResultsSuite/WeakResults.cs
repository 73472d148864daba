using System.Globalization;
using System.Text;
using NetMl.Behaviours;
using NetMl.Behaviours.Adjustments;
using NetMl.Behaviours.Detection;
using NetMl.Flows;
using NetMl.Gnn.FlowClassification;
using NetMl.Gnn.GraphTasks;
using NetMl.Gnn.Scores;
using NetMl.Gnn.Splits;
using NetMl.Gnn.WeakLabels;
using NetMl.Tensors.Parallelism;

namespace NetMl.Benchmarks.ResultsSuite;

/// <summary>Learning without people's labels: from what detectors find in the earlier flows, judged by the true labels of the later ones, attack or not, beside the detectors themselves.</summary>
internal static class WeakResults
{
    public static (string Method, double Auroc, double AveragePrecision, double MacroF1)[] Run(Arrangement arrangement, string benign, string network, int hidden, GraphSettings settings, int seeds, WorkTeam team)
    {
        var index = arrangement.Classes.ToList().IndexOf(benign);
        var truth = Array.ConvertAll(arrangement.Truth, label => label != index);
        var tested = Labels(arrangement.Test.Flows);
        var detectors = Array.ConvertAll(arrangement.Split.Test, flow => tested.Labels[flow] > 0 ? tested.Weights[flow] : 0f);
        var rows = new List<(string, double, double, double)> { Judge("the detectors alone", detectors, truth) };

        var weak = Labels(arrangement.Train.Flows);
        var labels = Array.ConvertAll(weak.Labels, label => label > 0 ? 1 : label);
        if (labels.Contains(1))
        {
            var learning = arrangement with
            {
                Task = FlowNetwork.Task,
                Classes = ["benign", "found"],
                Known = 2,
                Train = arrangement.Train with { Labels = labels },
                Test = arrangement.Test with { Labels = Array.ConvertAll(arrangement.Test.Labels, label => label < 0 ? -1 : label == index ? 0 : 1) },
                Split = ItemSplits.ByTime(labels, Arrangement.Validation) with { Test = arrangement.Split.Test },
            };
            for (var seed = 1; seed <= seeds; seed++)
                rows.Add(Judge($"{network}, learnt from them, seed {seed}", Attack(new Networks(learning, team).Train(network, hidden, settings, seed, weak.Weights)), truth));
            rows.Add(Judge("boosted trees, flow alone, learnt from them", Attack(new Baselines(learning, team).Trees(withMore: false, weights: weak.Weights)), truth));
        }
        return [.. rows];
    }

    private static float[] Attack(Answers answers) => [.. Enumerable.Range(0, answers.Probabilities.Length / 2).Select(item => answers.Probabilities[2 * item + 1])];

    private static (string, double, double, double) Judge(string method, float[] scores, bool[] truth)
    {
        var report = ClassificationReport.Of(Array.ConvertAll(truth, is_ => is_ ? 1 : 0), Array.ConvertAll(scores, score => score >= 0.5f ? 1 : 0), 2);
        return (method, AreaUnderCurve.Of(scores, truth), AveragePrecision.Of(scores, truth), report.MacroF1);
    }

    private static WeakFlowLabels Labels(IReadOnlyList<FlowRecord> flows)
    {
        var batch = new FlowBatchBuilder(flows.Count);
        foreach (var flow in flows)
            batch.Add(flow);
        var analysis = new BehaviourAnalysis(Detectors.All(new DetectorOptions()));
        analysis.Add(batch.Build());
        return WeakFlowLabels.Of(
            analysis.Run(AllowList.Empty, CancellationToken.None).Select(found => new DetectorFinding(found.Behaviour, found.Source, found.Target, found.First, found.Last, found.Score)),
            [.. flows.Select(flow => flow.Source)], [.. flows.Select(flow => flow.Destination)], [.. flows.Select(flow => flow.StartNanoseconds)]);
    }

    public static string Text(string title, IReadOnlyList<(string Method, double Auroc, double AveragePrecision, double MacroF1)> rows)
    {
        var text = new StringBuilder($"### {title}, without labels: attack or not\n\n| method | AUROC | average precision | macro-F1 |\n|---|---:|---:|---:|\n");
        foreach (var (method, auroc, precision, f1) in rows)
            text.Append(CultureInfo.InvariantCulture, $"| {method} | {auroc:0.000} | {precision:0.000} | {f1:0.000} |\n");
        return text.Append('\n').ToString();
    }
}

using System.Globalization;
using NetMl.Contracts.Serving;
using NetMl.Contracts.Training;
using Spectre.Console;

namespace NetMl.Cli.Reports;

/// <summary>An explanation in the terminal: the sentence, what counts, and a small drawing.</summary>
internal static class ExplanationView
{
    private const int ShownFeatures = 10;
    private const int ShownClasses = 5;

    public static void Show(Terminal terminal, ExplainResponse answer)
    {
        terminal.WriteRaw(Tables.Harmless(answer.Sentence));
        if (answer.Classes.Count > 0)
            terminal.WriteRaw("Classes: " + string.Join(", ", answer.Classes.Take(ShownClasses).Select(one => $"{Tables.Harmless(one.Class)} {Words.Percent(one.Probability)}")));
        terminal.WriteRaw($"{answer.Model} version {answer.Version} ({answer.Task}) answered by {answer.Replica}; {Weighing(answer)}.");
        if (answer.Class is not null && answer.Features.Count > 0 && !answer.Features.Any(feature => Counts(answer, feature)))
            terminal.WriteRaw($"No single feature moves the {Least(answer)}: the model is as sure without any one of them.");
        else if (answer.Features.Count > 0)
            terminal.Out.Write(Features(answer));
        if (answer.Edges.Count > 0 && answer.Score is null)
        {
            terminal.Out.Write(Edges(answer));
            terminal.WriteRaw(EdgeDrawing.Of(answer));
        }
    }

    private static string Weighing(ExplainResponse answer)
    {
        var seen = Words.Count(answer.EdgesSeen, "edge", "edges");
        var how = answer.Method switch
        {
            "mask" => $"{seen} weighed by a learnt mask",
            "occlusion" => $"{seen} weighed by leaving each out",
            _ when answer.Score is not null => "boosted trees see no edges",
            _ => answer.Class is null ? "edges show whom it talks to" : "no edge counts",
        };
        return answer.EdgesLeftOut > 0 ? $"{how}, {Words.Count(answer.EdgesLeftOut)} further ones left out" : how;
    }

    private static bool Counts(ExplainResponse answer, FeatureReason feature) =>
        Math.Abs(feature.Contribution) >= (answer.Score is null ? LeastContribution.ToProbability : LeastContribution.ToScore);

    private static string Least(ExplainResponse answer) => answer.Score is null
        ? FormattableString.Invariant($"probability by {100 * LeastContribution.ToProbability:0.##} pp")
        : FormattableString.Invariant($"score by {LeastContribution.ToScore}");

    private static string Added(ExplainResponse answer, FeatureReason feature) =>
        answer.Score is null ? Words.Points(feature.Contribution) : ContributionBars.Number(feature.Contribution, signed: true);

    private static Table Features(ExplainResponse answer)
    {
        if (answer.Class is null)
        {
            var odd = Tables.Create("What is odd", "feature", ">value", "meaning");
            foreach (var feature in answer.Features)
                odd.Row(feature.Name, feature.Value, feature.Words);
            return odd;
        }
        var table = Tables.Create("What counts", "of", "feature", ">value", answer.Score is null ? ">adds to the probability" : ">adds to the score", "meaning");
        FeatureReason[] shown = [.. answer.Features.Where(feature => Counts(answer, feature)).Take(ShownFeatures)];
        foreach (var feature in shown)
            table.Row(feature.Of, feature.Name, feature.Value, Added(answer, feature), feature.Words);
        if (answer.Score is { } score)
            table.Row("", "all others", "", ContributionBars.Number(ContributionBars.Others(score, shown), signed: true), FormattableString.Invariant($"from the mean {score.Mean:0.00} to {score.Item:0.00}"));
        return table;
    }

    private static Table Edges(ExplainResponse answer)
    {
        if (answer.Task == TrainingTasks.NodeClassification)
        {
            var ofGraph = Tables.Create("Around it", "from", "to", ">weight");
            foreach (var edge in answer.Edges)
                ofGraph.Row(edge.Source, edge.Target, edge.Weight.ToString("0.00", CultureInfo.InvariantCulture));
            return ofGraph;
        }
        var table = Tables.Create("Around it", "from", "to", ">port", "start", ">payload", ">weight");
        foreach (var edge in answer.Edges)
        {
            table.Row(
                edge.Source, edge.Target, edge.TargetPort?.ToString(CultureInfo.InvariantCulture) ?? "-", Words.Time(edge.Start),
                edge.Bytes is { } bytes ? Words.Bytes(bytes) : "-", edge.IsItem ? "itself" : edge.Weight.ToString("0.00", CultureInfo.InvariantCulture));
        }
        return table;
    }
}

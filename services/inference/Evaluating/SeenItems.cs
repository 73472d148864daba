using System.Globalization;
using NetMl.Contracts.Serving;
using NetMl.Gnn.Artifacts;
using NetMl.Inference.Models;

namespace NetMl.Inference.Evaluating;

/// <summary>Says which models learnt from items that they are scored on, as far as their files tell where they come from.</summary>
internal static class SeenItems
{
    /// <param name="models">Those of the report, in its order.</param>
    public static EvaluationReport Mark(EvaluationReport report, IReadOnlyList<ServedModel> models, EvaluationRequest request) =>
        With(report, [.. models.Select(model => Sentence(model, request))]);

    /// <summary>For all labelled nodes of a graph that has no test part.</summary>
    public static EvaluationReport MarkNodes(EvaluationReport report, IReadOnlyList<ServedModel> models) =>
        With(report, [.. models.Select(model => model.Nodes?.Artifact.Lineage.Graph == report.Input ? $"{Name(model)} learnt from nodes of this graph that are among those scored." : null)]);

    private static EvaluationReport With(EvaluationReport report, IReadOnlyList<string?> sentences)
    {
        string[] told = [.. sentences.OfType<string>().Distinct(StringComparer.Ordinal)];
        if (told.Length == 0)
            return report;
        string[] differences = report.Differences.Count == 0 ? [] : ["No difference from or between such models is called significant: what a model has seen it knows better."];
        return report with
        {
            Models = [.. report.Models.Select((model, place) => sentences[place] is null ? model : model with { LearntFromThem = true })],
            Notes = [.. report.Notes, .. told, .. differences],
        };
    }

    private static string? Sentence(ServedModel model, EvaluationRequest request)
    {
        var lineage = model.Artifact.Lineage;
        if (lineage.Dataset is null || lineage.Dataset != request.Dataset)
            return null;
        if (lineage.SplitTime is not { } split)
            return $"{Name(model)} learnt from flows of '{lineage.Dataset}' that may be among those scored (split: {lineage.Split ?? "not told"}): score it on another data set, or go by its job's scores.";
        return request.From >= split ? null
            : $"{Name(model)} learnt from flows of '{lineage.Dataset}' that start before {Text(split)}, which are among those scored: score later ones with --from {Text(split)} (field from).";
    }

    private static string Name(ServedModel model) => string.Create(CultureInfo.InvariantCulture, $"{model.Version.Model}@{model.Version.Version}");

    private static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}

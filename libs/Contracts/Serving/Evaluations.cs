using NetMl.Contracts.Training;

namespace NetMl.Contracts.Serving;

/// <summary>Body of <c>POST /v1/models/{model}/evaluate</c>: either a data set or an imported graph, with labels.</summary>
/// <param name="From">Data sets: flows that start then or later; null = from the first.</param>
/// <param name="To">Data sets: flows that start before; null = to the last.</param>
/// <param name="Version">Of the model; null = its latest.</param>
/// <param name="Against">Further models, "name" or "name@version", that are scored on the same items and compared with the first; at most 8.</param>
/// <param name="Seed">Of the resamples by which differences are judged.</param>
public sealed record EvaluationRequest(
    string? Dataset = null, string? Graph = null, DateTimeOffset? From = null, DateTimeOffset? To = null, int? Version = null,
    IReadOnlyList<string>? Against = null, int Seed = 1);

/// <summary>How published models do on the same labelled items.</summary>
/// <param name="Input">Name of the data set or graph.</param>
/// <param name="Task">One of <see cref="TrainingTasks"/>.</param>
/// <param name="Items">flows, hosts (each inside a window) or nodes.</param>
/// <param name="Scored">Labelled items, which the scores are of.</param>
/// <param name="Unlabelled">Items without a label, which are answered but not scored.</param>
/// <param name="Models">As asked for.</param>
/// <param name="Majority">What answering the most frequent class of these items would score; null for models without labels.</param>
/// <param name="Differences">Of the first model and each of the others; empty for one model.</param>
/// <param name="Notes">Sentences on what limits the scores.</param>
public sealed record EvaluationReport(
    string Input, string Task, string Items, long Scored, long Unlabelled, IReadOnlyList<ModelEvaluation> Models, ClassificationScores? Majority,
    IReadOnlyList<ScoreDifference> Differences, IReadOnlyList<string> Notes);

/// <summary>How one model does.</summary>
/// <param name="Classes">Of a classifier.</param>
/// <param name="Unknown">Of a classifier: items by the class that they have and the model does not know; it cannot be right about them.</param>
/// <param name="Anomaly">Of a model without labels.</param>
/// <param name="LearntFromThem">True: it learnt from some of the items that are scored, so it looks better than it is; a note tells what to do. Null: not known to have.</param>
public sealed record ModelEvaluation(
    string Model, int Version, ClassificationScores? Classes = null, IReadOnlyDictionary<string, long>? Unknown = null, AnomalyEvaluation? Anomaly = null, bool? LearntFromThem = null);

/// <summary>How a model without labels tells attacks from benign items.</summary>
/// <param name="Auroc">0.5 = chance; null where all items are of one kind.</param>
/// <param name="AveragePrecision">Chance = the share of attacks.</param>
/// <param name="Attacks">Items whose label is not the benign one.</param>
/// <param name="Threshold">Null for a model without one, as for what follows.</param>
/// <param name="FalsePositives">Share of benign items above the threshold.</param>
/// <param name="Recall">Share of attacks above the threshold.</param>
/// <param name="Flagged">Items above the threshold, with or without a label.</param>
public sealed record AnomalyEvaluation(
    double? Auroc, double? AveragePrecision, long Attacks, double? Threshold = null, double? FalsePositives = null, double? Recall = null, long? Flagged = null);

/// <summary>How far the scores of two models lie apart, and whether that may be noise.</summary>
/// <param name="Metric">One of <see cref="JobMetrics"/>.</param>
/// <param name="First">"name@version".</param>
/// <param name="Second">Likewise.</param>
/// <param name="Difference">First minus second.</param>
/// <param name="Low">Lower end of the 95 % interval of the difference.</param>
/// <param name="High">Upper end.</param>
/// <param name="Chance">Two-sided p-value.</param>
/// <param name="Method">How the last three were found.</param>
public sealed record ScoreDifference(string Metric, string First, string Second, double Difference, double Low, double High, double Chance, string Method);

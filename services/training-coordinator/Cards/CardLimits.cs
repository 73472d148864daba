using System.Globalization;
using NetMl.Contracts.Training;
using NetMl.Gnn.Inputs;

namespace NetMl.TrainingCoordinator.Cards;

/// <summary>What a model cannot do, as far as that follows from how it was made and measured.</summary>
static class CardLimits
{
    /// <summary>Test items of a class below which its scores say little.</summary>
    public const int FewItems = 20;

    private const double FarOff = 0.1;

    public static IReadOnlyList<string> Of(ModelCard card, JobRequest? request) => [.. OfData(card, request), .. OfChoice(card), .. OfTest(card), .. OfUse(card)];

    private static IEnumerable<string> OfData(ModelCard card, JobRequest? request)
    {
        if (card.Task == TrainingTasks.NodeClassification)
            yield return card.Features.Preparation.Contains("by its number", StringComparison.Ordinal)
                ? "It knows the nodes of its own graph only, by their numbers: nodes that come later have no answer."
                : $"It learnt from one graph, {Named(card)}: how it does on others was not measured.";
        else
            yield return $"It learnt from one data set, {Named(card)}: how it does on other networks was not measured.";
        if (request?.Labels == LabelSources.Behaviours)
            yield return "Its labels are what detectors found, not what people saw: it repeats their mistakes.";
        if (card.Seeds.Count == 1)
            yield return "It was trained once, with one seed: how far another training would differ is not known.";
        if (card.Epsilon is null && card.Task != TrainingTasks.NodeClassification)
            yield return "It was trained without differential privacy: its weights may tell of single flows.";
    }

    private static IEnumerable<string> OfChoice(ModelCard card)
    {
        if (card.Training.TryGetValue("search", out var search))
            yield return $"Its settings were chosen ({search}): the score that they were chosen by flatters it; only those of the test part count.";
    }

    private static IEnumerable<string> OfTest(ModelCard card)
    {
        if (card.Metrics is { Model: null, Anomaly: null or { Quality.Count: 0 } })
        {
            yield return card.Metrics.Anomaly is null
                ? "No scores were measured for it here."
                : "The test part had not both, benign items and labelled attacks: how many of the odd items are attacks was not measured.";
            yield break;
        }
        if (card.Metrics.Model is not { } scores)
            yield break;
        string[] few = [.. card.Data.Classes.Where(known => known.Tested < FewItems).Select(known => $"{known.Name} ({known.Tested})")];
        if (few.Length > 0)
            yield return $"Fewer than {FewItems} test {card.Data.Items} carry {string.Join(", ", few)}: the scores of such classes say little.";
        if (card.Metrics.Baselines.Where(baseline => baseline.MacroF1 >= scores.MacroF1).MaxBy(baseline => baseline.MacroF1) is { } better)
            yield return string.Create(CultureInfo.InvariantCulture, $"The simpler {better.Name} has a macro-F1 of {better.MacroF1:0.000} on the same test, this model {scores.MacroF1:0.000}.");
        if (scores.CalibrationError > FarOff)
            yield return string.Create(CultureInfo.InvariantCulture, $"Its probabilities are off by {scores.CalibrationError:0.00} on average: they rank, but are no chances.");
        if (card.Data.TestFrom is not null || card.Data.Split?.StartsWith(SplitKinds.Time, StringComparison.Ordinal) == true)
            yield return "It was tested on later flows of the data that it learnt from, not on another network.";
    }

    private static IEnumerable<string> OfUse(ModelCard card)
    {
        if (card.Task == TrainingTasks.HostClassification)
            yield return "It learnt from hosts that opened flows only: for those that only answer, as servers do, its class is a guess, however sure it looks.";
        if (card.Training.TryGetValue("window flows", out var window) && window != "0")
            yield return $"It reads windows of {window} flows; windows of another size look odd to it.";
        if (card.Task != TrainingTasks.NodeClassification)
            yield return string.Create(CultureInfo.InvariantCulture, $"Addresses are no features: a host is known by what it does. Features are cut at ±{Standardisation.Limit} spreads, so all extremes look alike.");
    }

    private static string Named(ModelCard card) => card.Data.Name is { } name ? $"'{name}'" : "whose name its artifact does not tell";
}

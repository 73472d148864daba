using NetMl.Contracts.Serving;
using NetMl.Contracts.Training;
using NetMl.Gnn.Baselines;
using NetMl.Gnn.Scores;

namespace NetMl.Inference.Evaluating;

/// <summary>Makes scores and differences of answers.</summary>
internal static class EvaluationReports
{
    /// <param name="answers">Of all items, by all models; of one kind, classes or scores.</param>
    public static EvaluationReport Of(
        string input, EvaluatedItems items, IReadOnlyList<ItemAnswers> answers, int seed, IReadOnlyList<string> notes, CancellationToken cancellationToken)
    {
        int[] labelled = [.. Enumerable.Range(0, items.Truth.Length).Where(item => items.Truth[item] >= 0)];
        var truth = Array.ConvertAll(labelled, item => items.Truth[item]);
        var areOfClasses = answers[0].IsOfClasses;
        var attacks = areOfClasses ? [] : Attacks(items, truth);
        var models = answers.Select(one => areOfClasses ? OfClasses(one, items, labelled, truth) : OfScores(one, labelled, attacks)).ToList();
        return new EvaluationReport(
            input, answers[0].Task, items.Kind, labelled.Length, items.Truth.Length - labelled.Length, models, areOfClasses ? Majority(items, truth) : null,
            [.. answers.Skip(1).SelectMany(other => Differences(answers[0], other, items, labelled, truth, attacks, seed, cancellationToken))], notes);
    }

    private static ModelEvaluation OfClasses(ItemAnswers answers, EvaluatedItems items, int[] labelled, int[] truth)
    {
        var told = Array.ConvertAll(labelled, item => answers.Told[item]);

        // A class of its own for what is wrong: calibration needs to know only that.
        var calibration = Calibration.Error(Array.ConvertAll(labelled, item => answers.Certainty[item]), [.. told.Select((answer, place) => answer == truth[place] ? 0 : 1)], 1);
        var unknown = truth.Where(label => !answers.Known.Contains(label)).GroupBy(label => items.Classes[label], StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.LongCount(), StringComparer.Ordinal);
        return new ModelEvaluation(answers.Model, answers.Version, Scores(answers.Name, items, truth, told) with { CalibrationError = calibration }, unknown);
    }

    private static ModelEvaluation OfScores(ItemAnswers answers, int[] labelled, bool[] attacks)
    {
        var scores = Array.ConvertAll(labelled, item => answers.Scores[item]);
        var (all, benign) = (attacks.Count(attack => attack), attacks.Count(attack => !attack));
        var areBoth = all > 0 && benign > 0;
        double? Share(bool wanted, int of) => answers.Threshold is { } limit && of > 0 ? (double)scores.Where((score, place) => attacks[place] == wanted && score > limit).Count() / of : null;
        return new ModelEvaluation(answers.Model, answers.Version, Anomaly: new AnomalyEvaluation(
            areBoth ? AreaUnderCurve.Of(scores, attacks) : null, areBoth ? AveragePrecision.Of(scores, attacks) : null, all, answers.Threshold,
            Share(false, benign), Share(true, all), answers.Threshold is { } threshold ? answers.Scores.LongCount(score => score > threshold) : null));
    }

    private static ClassificationScores Majority(EvaluatedItems items, int[] truth)
    {
        var most = MajorityClass.Fit(truth, items.Classes.Count);
        return Scores("majority", items, truth, Array.ConvertAll(truth, _ => most));
    }

    private static ClassificationScores Scores(string name, EvaluatedItems items, int[] truth, int[] told)
    {
        var report = ClassificationReport.Of(truth, told, items.Classes.Count);
        int[] shown = [.. Enumerable.Range(0, items.Classes.Count).Where(c => report.Classes[c].Support > 0 || told.Contains(c))];
        var place = shown.Select((c, at) => (c, at)).ToDictionary(pair => pair.c, pair => pair.at);
        var confusion = Enumerable.Range(0, shown.Length).Select(_ => new long[shown.Length]).ToArray();
        for (var item = 0; item < truth.Length; item++)
            confusion[place[truth[item]]][place[told[item]]]++;
        return new ClassificationScores(name, report.Accuracy, report.MacroF1,
            [.. shown.Select(c => new ClassScores(items.Classes[c], report.Classes[c].Precision, report.Classes[c].Recall, report.Classes[c].F1, report.Classes[c].Support))],
            Confusion: confusion);
    }

    private static bool[] Attacks(EvaluatedItems items, int[] truth)
    {
        var benign = BenignClass.Of(items.Classes);
        return Array.ConvertAll(truth, label => label != benign);
    }

    private static IEnumerable<ScoreDifference> Differences(
        ItemAnswers first, ItemAnswers second, EvaluatedItems items, int[] labelled, int[] truth, bool[] attacks, int seed, CancellationToken cancellationToken)
    {
        int[] Told(ItemAnswers answers) => Array.ConvertAll(labelled, item => answers.Told[item]);
        float[] Scored(ItemAnswers answers) => Array.ConvertAll(labelled, item => answers.Scores[item]);
        ScoreDifference Of(string metric, PairedDifference found) =>
            new(metric, first.Name, second.Name, found.Difference, found.Low, found.High, found.Chance, Method(items.Block, seed));
        if (first.IsOfClasses)
        {
            var (accuracy, macroF1) = PairedBootstrap.OfClasses(truth, Told(first), Told(second), items.Classes.Count, items.Block, seed, cancellationToken);
            return [Of(JobMetrics.Accuracy, accuracy), Of(JobMetrics.MacroF1, macroF1)];
        }
        if (!attacks.Contains(true) || !attacks.Contains(false))
            return [];
        var (auroc, precision) = PairedBootstrap.OfRankings(Scored(first), Scored(second), attacks, items.Block, seed, cancellationToken);
        return [Of(JobMetrics.Auroc, auroc), Of(JobMetrics.AveragePrecision, precision)];
    }

    private static string Method(int block, int seed) => block == 1
        ? $"paired bootstrap over items, seed {seed}"
        : $"paired bootstrap over blocks of {block} consecutive items, seed {seed}";
}

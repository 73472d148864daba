using System.Globalization;
using NetMl.Contracts.Training;
using NetMl.Gnn.Anomalies;
using NetMl.Gnn.Scores;
using NetMl.TrainingCoordinator.Preparation;

namespace NetMl.TrainingCoordinator.Evaluation;

/// <summary>Which labelled test items are attacks: what scores that were made without labels are measured by.</summary>
sealed class AnomalyTruth
{
    /// <summary>Share of attacks among what is learnt from above which people are warned.</summary>
    private const double MostAttacks = 0.1;

    /// <summary>Benign items below which learning from them alone is not advised, and told as few.</summary>
    private const int FewNormal = 50;

    private readonly int[] _items;
    private readonly string _names;
    private readonly bool _hasLabels;
    private readonly bool[] _areAttacks;

    /// <param name="tested">Test items of the judged graph.</param>
    public AnomalyTruth(TrainingSet input, int[] tested)
    {
        var benign = BenignClass.Of(input.AllClasses);
        _names = input.AreFlows ? "flow" : "host";
        _hasLabels = Array.Exists(tested, item => input.Judged.Labels[item] >= 0);
        _items = Array.FindAll(tested, item => benign >= 0 && input.Judged.Labels[item] >= 0);
        _areAttacks = Array.ConvertAll(_items, item => input.Judged.Labels[item] != benign);
    }

    /// <summary>There are attacks and benign items.</summary>
    public bool IsKnown => _areAttacks.Contains(true) && _areAttacks.Contains(false);

    /// <param name="scores">Of all items of the judged graph.</param>
    public AnomalyScores Measure(string name, IReadOnlyList<float> scores)
    {
        var tested = Array.ConvertAll(_items, item => scores[item]);
        return new AnomalyScores(name, AreaUnderCurve.Of(tested, _areAttacks), AveragePrecision.Of(tested, _areAttacks));
    }

    /// <summary>What the threshold meant for the labelled items.</summary>
    public IEnumerable<string> Notes(AnomalyFindings findings)
    {
        if (!IsKnown)
        {
            if (_hasLabels)
                yield return $"The test part has no {(_areAttacks.Contains(false) ? $"{_names} that is labelled as an attack" : $"benign {_names}")}: how well scores tell the two apart was not measured.";
            yield break;
        }
        var benign = _items.Where((_, at) => !_areAttacks[at]).ToArray();
        var attacks = _items.Where((_, at) => _areAttacks[at]).ToArray();
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"On the test part {Share(benign, findings):0.##%} of {benign.Length} items that are labelled as benign lie above the threshold, and {Share(attacks, findings):0.##%} of {attacks.Length} others.");
    }

    /// <summary>Warns where the training part is not mostly benign; its labels are looked at for nothing else.</summary>
    public static IEnumerable<string> Warnings(TrainingSet input)
    {
        var benign = BenignClass.Of(input.AllClasses);
        var labels = input.TrainParts.SelectMany(part => part.Rows.ToArray()).Select(item => input.Learnt.Labels[item]).Where(label => label >= 0).ToArray();
        var normal = labels.Count(label => label == benign);
        var attacks = benign < 0 || labels.Length == 0 ? 0 : 1 - normal / (double)labels.Length;
        if (input.Request.Anomaly is { NormalOnly: true } && normal < FewNormal)
            yield return $"Only {normal} benign items were learnt from: later ones will often look odd that are not.";
        if (attacks > MostAttacks)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{attacks:0.#%} of what was learnt from is labelled as something other than benign: without labels the usual is taken for normal, so such attacks look normal. Learn from {(normal < FewNormal ? "" : "what is benign alone (anomaly.normalOnly), or from ")}a calmer time.");
    }

    private static double Share(int[] items, AnomalyFindings findings) => (double)items.Count(findings.IsOdd) / items.Length;
}

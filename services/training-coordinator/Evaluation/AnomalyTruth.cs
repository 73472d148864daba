using System.Globalization;
using NetMl.Contracts.Training;
using NetMl.Gnn.Anomalies;
using NetMl.Gnn.Scores;
using NetMl.TrainingCoordinator.Preparation;

namespace NetMl.TrainingCoordinator.Evaluation;

/// <summary>Which labelled test items are attacks: what scores that were made without labels are measured by.</summary>
sealed class AnomalyTruth
{
    private readonly int[] _items;
    private readonly bool[] _areAttacks;

    /// <param name="tested">Test items of the judged graph.</param>
    public AnomalyTruth(TrainingSet input, int[] tested)
    {
        var benign = BenignClass.Of(input.AllClasses);
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
            yield break;
        var benign = _items.Where((_, at) => !_areAttacks[at]).ToArray();
        var attacks = _items.Where((_, at) => _areAttacks[at]).ToArray();
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"On the test part {Share(benign, findings):0.##%} of {benign.Length} items that are labelled as benign lie above the threshold, and {Share(attacks, findings):0.##%} of {attacks.Length} others.");
    }

    private static double Share(int[] items, AnomalyFindings findings) => (double)items.Count(findings.IsOdd) / items.Length;
}

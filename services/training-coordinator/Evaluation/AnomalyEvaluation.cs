using NetMl.Contracts.Training;
using NetMl.Gnn.Anomalies;
using NetMl.Gnn.Anomalies.Scorers;
using NetMl.Gnn.Artifacts;
using NetMl.Gnn.Scores;
using NetMl.TrainingCoordinator.Preparation;

namespace NetMl.TrainingCoordinator.Evaluation;

/// <summary>Makes scores of a network that learnt without labels: fits its scorer, sets the threshold, names the oddest items, and measures where labels are.</summary>
/// <param name="Artifact">With its anomaly part.</param>
sealed record AnomalyEvaluation(ModelArtifact Artifact, IReadOnlyList<HostAnomaly> Oddest, AnomalyResult Result, IReadOnlyList<string> Notes)
{
    /// <summary>Training items that a scorer is fitted to, at most.</summary>
    public const int MostFitted = 50_000;

    private const int Reported = 10;

    /// <exception cref="UnusableInputException">There are too few items.</exception>
    public static AnomalyEvaluation Of(TrainingSet input, ModelArtifact network, CancellationToken cancellationToken)
    {
        try
        {
            var names = new ItemNames(input.Judged, input.AreFlows);
            var asked = input.Request.Anomaly ?? new AnomalyRequest();
            var rows = AnomalyFitting.RowsOf(network, input.Judged.Sample);
            var (learnt, heldOut) = (Items(input, names, BaselineRows.TrainRows(input, MostFitted), rows), HeldOut(input, names, asked, rows));
            ModelArtifact Fit(string? scorer)
            {
                cancellationToken.ThrowIfCancellationRequested();
                return AnomalyFitting.Fit(network, learnt, heldOut, new AnomalySettings(scorer, asked.FalsePositives, Seed: input.Request.Seed, KeepNames: asked.KeepNames), cancellationToken);
            }
            var artifact = Fit(asked.Scorer);
            var findings = new AnomalyDetector(artifact).Score(input.Judged.Sample, rows);
            var part = artifact.Anomaly ?? throw new InvalidOperationException("A fitted artifact has an anomaly part.");
            var tested = Enumerable.Range(0, input.Judged.Parts.Length).Where(item => input.Judged.Parts[item] == SplitPart.Test).ToArray();
            var truth = new AnomalyTruth(input, tested);
            var others = truth.IsKnown ? AnomalyScorers.Names.Where(name => name != part.Scorer.Name) : [];
            AnomalyScores[] quality = truth.IsKnown
                ? [truth.Measure(part.Scorer.Name, findings.Scores), .. others.SelectMany(name => Other(name, network, Fit, truth, input, rows))]
                : [];
            return new AnomalyEvaluation(
                artifact, [.. Rank(input, findings).Take(Reported).Select(item => Describe(input, names, findings, item))],
                new AnomalyResult(part.Scorer.Name, part.Threshold.Value, part.Threshold.FalsePositives, tested.LongCount(findings.IsOdd), tested.Length, quality),
                [part.Threshold.Sentence, .. AnomalyTruth.Warnings(input), .. truth.Notes(findings)]);
        }
        catch (InvalidDataException unusable)
        {
            throw new UnusableInputException($"No scores can be made: {unusable.Message}");
        }
    }

    private static IEnumerable<AnomalyScores> Other(string name, ModelArtifact network, Func<string?, ModelArtifact> fit, AnomalyTruth truth, TrainingSet input, float[] rows)
    {
        if (name == ReconstructionScorer.ScorerName && network.CreateNetwork() is not IAnomalyNetwork { Foretold: > 0 })
            return [];
        return [truth.Measure(name, new AnomalyDetector(fit(name)).Score(input.Judged.Sample, rows).Scores)];
    }

    // The validation part; of it the items that are labelled as benign where only such were learnt from.
    private static NormalItems? HeldOut(TrainingSet input, ItemNames names, AnomalyRequest asked, float[] rows)
    {
        var benign = BenignClass.Of(input.AllClasses);
        var items = Enumerable.Range(0, input.Judged.Parts.Length)
            .Where(item => input.Judged.Parts[item] == SplitPart.Validation && (!asked.NormalOnly || input.Judged.Labels[item] == benign)).ToArray();
        if (asked.NormalOnly && items.Length < JobCut.LeastNormal)
            throw new UnusableInputException($"Only {items.Length} items of the validation part are labelled as benign, by which anomaly.normalOnly sets the threshold (at least {JobCut.LeastNormal}): raise split.validation, or leave normalOnly out.");
        var whole = Array.FindAll(items, item => !IsInTail(input, item));
        return items.Length == 0 ? null : Items(input, names, whole.Length == 0 ? items : whole, rows);
    }

    private static NormalItems Items(TrainingSet input, ItemNames names, int[] items, float[] rows) => new(input.Judged.Sample, names.Of, items, rows);

    private static bool IsInTail(TrainingSet input, int item) => !input.AreFlows && input.Judged.IsInTail.Length > 0 && input.Judged.IsInTail[item];

    /// <summary>Test items by score; of a host its oddest window, of those that are no short tail.</summary>
    private static IEnumerable<int> Rank(TrainingSet input, AnomalyFindings findings) => input.AreFlows
        ? findings.OddestFirst().Where(flow => input.Judged.Parts[flow] == SplitPart.Test)
        : findings.OddestFirst().Where(node => input.Judged.Parts[node] == SplitPart.Test && !IsInTail(input, node)).DistinctBy(node => input.Judged.NodeHosts[node], StringComparer.Ordinal);

    private static HostAnomaly Describe(TrainingSet input, ItemNames names, AnomalyFindings findings, int item)
    {
        var why = findings.Why(item);
        return new HostAnomaly(
            input.AreFlows ? names.Of(item) : input.Judged.NodeHosts[item], findings.Scores[item], [.. why.Features.Select(feature => feature.Name)],
            [.. why.Nearest.Select(neighbour => neighbour.Name)], [.. why.Features.Select(feature => feature.Sentence)]);
    }
}

using NetMl.Behaviours.Detection;

namespace NetMl.Behaviours.Adjustments;

/// <summary>Makes findings of candidates: prevalence, age of the target and the allow-list lower the score, and the sentence says so.</summary>
internal sealed class Adjuster(INetworkFacts network, AllowList allowed, AdjustmentOptions options)
{
    /// <summary>Null = below the least score. What the allow-list covers stays in the list, with a tenth of its score, unless that is 0.</summary>
    public Finding? Adjust(Candidate candidate, double minimumScore)
    {
        var finding = candidate.Finding;
        var adjustments = new List<ScoreAdjustment>(finding.Adjustments);
        Add(adjustments, Prevalence.Of(candidate, network, options));
        Add(adjustments, TargetAge.Of(candidate, network, options));
        var score = Math.Clamp(Math.Round(finding.Score + adjustments.Skip(finding.Adjustments.Count).Sum(adjustment => adjustment.Points), 1), 0, 100);
        if (score < minimumScore)
            return null;
        if (allowed.Find(candidate, network) is { } reason)
        {
            var lowered = Math.Round(score / AllowList.KeepsOneOf, 1);
            adjustments.Add(new ScoreAdjustment(reason, Math.Round(lowered - score, 1)));
            score = lowered;
        }
        if (score <= 0 && finding.Score > 0)
            return null;
        return adjustments.Count == 0 ? finding : finding with { Score = score, Adjustments = adjustments, Sentence = Say(finding.Sentence, adjustments) };
    }

    private static void Add(List<ScoreAdjustment> adjustments, ScoreAdjustment? adjustment)
    {
        if (adjustment is not null)
            adjustments.Add(adjustment);
    }

    private static string Say(string sentence, List<ScoreAdjustment> adjustments) =>
        $"{sentence.TrimEnd('.')}; {string.Join("; ", adjustments.Select(adjustment => adjustment.Reason))}.";
}

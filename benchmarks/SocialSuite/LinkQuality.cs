using System.Diagnostics;
using System.Globalization;
using NetMl.Graphs.LinkPrediction;

namespace NetMl.Benchmarks.SocialSuite;

/// <summary>How well link scores tell new links, and how fast all candidates are scored beside igraph's matrix.</summary>
internal static class LinkQuality
{
    private const int MostPairs = 10_000;
    private const int Candidates = 1000;

    /// <summary>AUC per score on a split by time where there are times, else at random.</summary>
    public static IEnumerable<Figure> Measure(SocialData data, string name, bool byChance)
    {
        var split = data.Times is { } times && !byChance ? LinkSplit.ByTime(times, 0.8) : LinkSplit.ByChance(data.Undirected, 0.8, 1);
        var result = LinkEvaluation.Of(split, LinkScore.All, MostPairs, 1);
        foreach (var (score, random, near) in result.Scores)
        {
            var how = string.Create(CultureInfo.InvariantCulture,
                $"{data.Name}, {(split.Time is null ? "random" : "time")} split 0.8, {result.Positives} new links against {result.RandomNegatives} pairs at random: AP {random?.AveragePrecision:0.000}; {result.TwoStepPositives} against {result.TwoStepNegatives} two steps apart: AUC {near?.AreaUnderCurve:0.000}, AP {near?.AveragePrecision:0.000}");
            yield return new Figure($"social.{name}_{score.Name.Replace('-', '_')}_auc", random?.AreaUnderCurve ?? 0, "auc", how);
        }
    }

    /// <summary>Adamic–Adar for every pair two steps apart, the best 1000.</summary>
    public static Figure? MeasureCandidates(SocialData data, int runs, SocialPeer peer)
    {
        if (peer.Run("candidates", data, Candidates, runs) is not { } answer)
            return null;
        var score = LinkScore.All.Single(one => one.Name == "adamic-adar");
        LinkCandidates.Find(data.Undirected, score, Candidates);
        var ours = new List<double>();
        LinkCandidateList found;
        do
        {
            var began = Stopwatch.GetTimestamp();
            found = LinkCandidates.Find(data.Undirected, score, Candidates);
            ours.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
        }
        while (ours.Count < runs);
        double[] expected = [.. answer.GetProperty("scores").EnumerateArray().Select(one => one.GetDouble())];
        for (var i = 0; i < expected.Length; i++)
        {
            if (Math.Abs(expected[i] - found.Best[i].Score) > 1e-9 * expected[i])
                throw new BenchmarkFailure($"candidate {i} of {data.Title} has the score {found.Best[i].Score}, igraph's has {expected[i]}.");
        }
        double our = Statistics.Median(ours), their = Statistics.Median([.. answer.GetProperty("seconds").EnumerateArray().Select(one => one.GetDouble())]);
        return new Figure("social.link_candidates_vs_igraph", their / our, "x", string.Create(CultureInfo.InvariantCulture,
            $"{data.Title}: Adamic–Adar of {found.Pairs} pairs, the best {Candidates}: {our * 1000:0.#} ms, igraph's matrix and numpy {their * 1000:0.#} ms, medians of {runs}, scores equal"));
    }
}

using NetMl.Gnn.Scores;

namespace NetMl.Benchmarks.AnomaliesSuite;

/// <summary>How well one method does on one scene with one seed.</summary>
/// <param name="AveragePrecision">Chance = <paramref name="Attacks"/> / <paramref name="Items"/>.</param>
/// <param name="FalsePositives">Share of benign test items above the threshold.</param>
/// <param name="Found">Share of attacks above it.</param>
internal sealed record AnomalyResult(
    string Set, Contamination Contamination, bool AreFlows, string Network, string Scorer, int Seed, double Auroc, double AveragePrecision, double FalsePositives, double Found,
    int Attacks, int Items, double Seconds)
{
    public static AnomalyResult Of(AnomalyScene scene, bool areFlows, string network, string scorer, int seed, IReadOnlyList<float> scores, double threshold, double seconds)
    {
        var truth = areFlows ? scene.Test.FlowIsAttack : scene.Test.NodeIsAttacker;
        var known = Enumerable.Range(0, truth.Length).Where(item => truth[item] is not null).ToArray();
        float[] judged = [.. known.Select(item => scores[item])];
        bool[] areAttacks = [.. known.Select(item => truth[item] == true)];
        double Above(bool isAttack) => (double)known.Count(item => truth[item] == isAttack && scores[item] > threshold) / areAttacks.Count(one => one == isAttack);
        return new AnomalyResult(
            scene.Set, scene.Contamination, areFlows, network, scorer, seed, AreaUnderCurve.Of(judged, areAttacks), NetMl.Gnn.Scores.AveragePrecision.Of(judged, areAttacks),
            Above(false), Above(true), areAttacks.Count(one => one), known.Length, seconds);
    }
}

using System.Globalization;
using System.Text.Json;
using NetMl.Graphs.Communities;

namespace NetMl.Benchmarks.SocialSuite;

/// <summary>Communities against known groups, over several seeds, beside igraph's Leiden on the same graph.</summary>
internal static class CommunityAgreement
{
    private sealed record Found(double[] Nmi, double[] Ari, double[] Modularity);

    public static IEnumerable<Figure> Measure(SocialData data, string name, int seeds, SocialPeer peer)
    {
        var leiden = Judge(data, seeds, seed => Leiden.Compute(data.Undirected, new LeidenOptions(Seed: seed)));
        var finer = Judge(data, seeds, seed => Leiden.Compute(data.Undirected, new LeidenOptions(Resolution: 3, Seed: seed)));
        var labels = Judge(data, seeds, seed => LabelPropagation.Compute(data.Undirected, new LabelPropagationOptions(Seed: seed)));
        foreach (var figure in Figures(data, $"{name}_leiden", leiden).Concat(Figures(data, $"{name}_leiden_resolution3", finer)).Concat(Figures(data, $"{name}_label_propagation", labels)))
            yield return figure;
        if (peer.Run("leiden", data, seeds) is not { } answer)
            yield break;
        var theirs = answer.EnumerateArray().ToArray();
        foreach (var figure in Figures(data, $"{name}_leiden_igraph", new Found(Column(theirs, 0), Column(theirs, 1), Column(theirs, 2))))
            yield return figure;
    }

    private static double[] Column(JsonElement[] runs, int column) => [.. runs.Select(run => run[column].GetDouble())];

    private static Found Judge(SocialData data, int seeds, Func<int, CommunityLabels> divide)
    {
        var known = Enumerable.Range(0, data.Labels.Length).Where(node => data.Labels[node] >= 0).ToArray();
        var truth = Array.ConvertAll(known, node => data.Labels[node]);
        var runs = Enumerable.Range(1, seeds).Select(seed =>
        {
            var all = divide(seed).CommunityOf.ToArray();
            var found = Array.ConvertAll(known, node => all[node]);
            return (Nmi: NormalisedMutualInformation.Compute(found, truth), Ari: AdjustedRandIndex.Compute(found, truth), Q: Modularity.Compute(data.Undirected, all));
        }).ToArray();
        return new Found([.. runs.Select(run => run.Nmi)], [.. runs.Select(run => run.Ari)], [.. runs.Select(run => run.Q)]);
    }

    private static IEnumerable<Figure> Figures(SocialData data, string name, Found found)
    {
        var how = $"{data.Title}, {found.Nmi.Length} seeds: NMI {Spread(found.Nmi)}, ARI {Spread(found.Ari)}, modularity {Spread(found.Modularity)}";
        yield return new Figure($"social.{name}_nmi", found.Nmi.Average(), "nmi", how);
        yield return new Figure($"social.{name}_ari", found.Ari.Average(), "ari", how);
    }

    private static string Spread(double[] values)
    {
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / Math.Max(1, values.Length - 1));
        return string.Create(CultureInfo.InvariantCulture, $"{mean:0.000} ± {deviation:0.000}");
    }
}

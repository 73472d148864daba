using System.Globalization;
using NetMl.Contracts.Graphs;
using Spectre.Console;

namespace NetMl.Cli.Reports;

/// <summary>Communities, brokers, influence and predicted links.</summary>
internal static class NetworkTables
{
    /// <summary>AUC of fewer says little.</summary>
    private const int FewPairs = 30;

    public static Table Communities(GraphCommunitiesPage page)
    {
        var hasLabels = page.Agreement is not null;
        var title = $"{Words.Page(page.Offset, page.Communities.Count, page.Total, "community", "communities")} by {page.Algorithm}, modularity {Words.Number(page.Modularity)}";
        var table = hasLabels ? Tables.Create(title, ">id", ">nodes", ">links within", ">links across", "the best linked nodes", "most have the label")
            : Tables.Create(title, ">id", ">nodes", ">links within", ">links across", "the best linked nodes");
        foreach (var one in page.Communities)
        {
            string[] cells = [Number(one.Id), Words.Count(one.Nodes), Words.Count(one.LinksWithin), Words.Count(one.LinksAcross), string.Join(", ", one.Leaders)];
            table.Row(hasLabels ? [.. cells, one.Label is null ? "-" : $"{one.Label} ({Words.Percent(one.LabelShare ?? 0)})"] : cells);
        }
        return table;
    }

    public static string Describe(LabelAgreement agreement) =>
        $"Against the {Words.Count(agreement.Classes, "label", "labels")} of {Words.Count(agreement.Labelled, "node", "nodes")}: "
        + $"NMI {Fixed(agreement.NormalisedMutualInformation)} (arithmetic mean), ARI {Fixed(agreement.AdjustedRandIndex)}.";

    public static Table Brokers(BrokersPage page)
    {
        var isSampled = page.ErrorBound > 0;
        var table = Tables.Create(null, "node", ">betweenness", ">degree", ">community", ">joins", "other communities", "cut node");
        foreach (var one in page.Brokers)
        {
            var more = one.Communities - 1 > one.Joins.Count ? ", …" : "";
            table.Row(
                one.Node, Fixed(one.Betweenness) + (isSampled ? $" ± {Words.Number(page.ErrorBound)}" : ""), Words.Count(one.Degree), Number(one.Community),
                Words.Count(one.Communities), string.Join(", ", one.Joins) + more, one.IsCutNode ? "yes" : "no");
        }
        return table;
    }

    public static string Title(BrokersPage page) =>
        $"{Words.Page(page.Offset, page.Brokers.Count, page.Total, "node", "nodes")} by betweenness, {(page.ErrorBound > 0
            ? $"sampled: ± {Words.Number(page.ErrorBound)} at most, for all nodes together with {Words.Percent(1 - page.FailureChance)} chance" : page.Method)}.";

    public static Table Seeds(InfluencePage page)
    {
        var (areChosen, haveTimes) = (page.Seeds.Any(seed => seed.Gain is not null), page.Seeds.Any(seed => seed.ReachedInTime is not null));
        string[] columns = ["node", .. areChosen ? [">adds"] : (string[])[], ">degree", .. haveTimes ? [">reaches in time"] : (string[])[]];
        var table = Tables.Create(null, columns);
        foreach (var seed in page.Seeds)
        {
            string[] gain = areChosen ? [(seed.Gain ?? 0).ToString("0.0", CultureInfo.InvariantCulture)] : [];
            string[] reach = haveTimes ? [Words.Count(seed.ReachedInTime ?? 0)] : [];
            table.Row([seed.Node, .. gain, Words.Count(seed.Degree), .. reach]);
        }
        return table;
    }

    public static string Title(InfluencePage page) =>
        page.Seeds.Any(seed => seed.Gain is not null) ? "Seeds, each adding most to those before it:" : "Seeds:";

    public static IEnumerable<string> Describe(CascadeEstimate cascade)
    {
        var (chance, runs) = (Words.Number(cascade.Probability), Words.Count(cascade.Runs, "run", "runs"));
        yield return $"A cascade from all of them reaches {Spread(cascade.Spread, cascade.StandardError)} nodes (chance {chance} per edge, {runs}; ± is one standard error).";
        if (cascade.InTime is { } timed)
        {
            yield return $"In the order of time, where each contact tries anew, it reaches {Spread(timed.Spread, timed.StandardError)} nodes; "
                + $"if every contact passed it on, {Words.Count(timed.Reachable)}.";
        }
    }

    public static string TitleOfNear(InfluencePage page) => $"Near them: {Words.Page(page.Offset, page.Nodes.Count, page.Total, "node", "nodes")} by personalised PageRank.";

    public static Table Near(InfluencePage page)
    {
        var table = Tables.Create(null, "node", ">rank");
        foreach (var node in page.Nodes)
            table.Row(node.Node, Words.Number(node.Rank));
        return table;
    }

    public static string Describe(LinkTest? test) => test is null
        ? "Too few links for a test of the scores: the first score predicts."
        : $"Learned from {Words.Count(test.KnownLinks, "link", "links")} ({(test.Time is { } time ? $"before {Words.Time(time)}" : "at random")}, split {Words.Number(test.Share)}); "
            + $"to predict were {Words.Count(test.NewLinks, "new link", "new links")}, {Words.Count(test.WithNewNode)} more have a node that was not linked before.\n"
            + $"AUC: {Words.Count(test.Positives)} of them against {Words.Count(test.RandomNegatives)} unlinked pairs at random; "
            + $"near: {Words.Count(test.TwoStepPositives)} that were two steps apart against {Words.Count(test.TwoStepNegatives)} such pairs. 0.5 is guessing."
            + (Math.Min(test.Positives, test.TwoStepPositives) < FewPairs ? $"\nFewer than {FewPairs} pairs make rough numbers: take them with care." : "");

    public static Table Scores(PredictedLinksPage page)
    {
        var table = Tables.Create(null, "score", ">AUC", ">average precision", ">AUC near", ">average precision near");
        foreach (var one in page.Scores)
            table.Row(one.Score, Fixed(one.Auc), Fixed(one.AveragePrecision), Fixed(one.TwoStepAuc), Fixed(one.TwoStepAveragePrecision));
        return table;
    }

    public static string Title(PredictedLinksPage page) =>
        $"Predicted by {page.Score}: {Words.Page(page.Offset, page.Links.Count, page.Candidates, "pair", "pairs")} two steps apart.";

    public static Table Links(PredictedLinksPage page)
    {
        var table = Tables.Create(null, "node", "node", ">score", ">shared neighbours");
        foreach (var link in page.Links)
            table.Row(link.Source, link.Target, Words.Number(link.Score), Words.Count(link.SharedNeighbours));
        return table;
    }

    private static string Spread(double nodes, double error) => string.Create(CultureInfo.InvariantCulture, $"{nodes:N1} ± {error:N1}");

    private static string Number(int id) => id.ToString(CultureInfo.InvariantCulture);

    private static string Fixed(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "-";
}

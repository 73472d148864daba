using NetMl.Cli.Reports;
using NetMl.Contracts.Federation;
using Spectre.Console;

namespace NetMl.Cli.Demo.Federated;

/// <summary>The federated demo's report for people.</summary>
internal sealed class FederatedPrinter(IAnsiConsole console)
{
    public void Begin(FederationPlan plan, FederatedInput input)
    {
        Title("Three sites, one model, and no flow leaves its site");
        var table = Tables.Create(null, "site", ">flows", "file");
        foreach (var (index, site) in FederatedSettings.Sites.Index())
            table.Row(site, Words.Count(input.Batches[index].Sum(batch => batch.Count)), Path.GetFileName(input.Paths[index]));
        console.Write(table);
        console.WriteLine(
            $"Each site is a process with its own key. {Words.Count(plan.Rounds, "round", "rounds")} of training with secure sums; "
            + $"site {FederatedSettings.Sites[^1]} is killed in round {FederatedSettings.KillRound}, after it has shared its keys, and started again.");
    }

    public void Close(FederatedReport report)
    {
        Title("How it went");
        console.Write(FederationTables.Rounds(report.Status));
        if (report.Killed.Attempts > 1)
            console.WriteLine($"Round {report.Killed.Round} lost site {report.Killed.Site}, was thrown away and done again: {report.Killed.Attempts} attempts. A sum of two would show too much.");
        Title("What each site sent, by its own audit log");
        var sites = Tables.Create(null, "site", ">started", ">requests", ">bytes sent", ">in sums");
        foreach (var site in report.Sites)
            sites.Row(site.Site, Words.Count(site.Starts), Words.Count(site.Requests), Words.Bytes(site.BytesSent), Words.Count(site.RoundsInSum));
        console.Write(sites);
        if (report.Scores.Count > 0)
        {
            Title("On the later flows of all three sites");
            var scores = Tables.Create(null, "model", ">macro F1", ">accuracy");
            foreach (var score in report.Scores)
                scores.Row(score.Model, Words.Percent(score.MacroF1), Words.Percent(score.Accuracy));
            console.Write(scores);
        }
        if (report.Status.Published is { } published)
            console.WriteLine($"Published as {published.Model} version {published.Version}.");
        Title("Wall time");
        var times = Tables.Create(null, "stage", ">time");
        foreach (var stage in report.Stages)
            times.Row(stage.Name, Words.Seconds(stage.Seconds));
        console.Write(times);
        foreach (var warning in report.Warnings)
            console.WriteLine($"Warning: {warning}");
    }

    private void Title(string text)
    {
        console.WriteLine();
        console.Write(new Rule(Markup.Escape(text)).LeftJustified());
    }
}

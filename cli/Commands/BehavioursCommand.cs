using System.CommandLine;
using System.Globalization;
using NetMl.Cli.Api;
using NetMl.Cli.Reports;

namespace NetMl.Cli.Commands;

/// <summary>netml behaviours DATASET [ID] [--follow]</summary>
internal static class BehavioursCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var dataset = CommonOptions.Dataset();
        var id = new Argument<string?>("ID") { Description = "Shows one finding with its evidence and the flows behind it: its id, or how it begins.", Arity = ArgumentArity.ZeroOrOne };
        var behaviour = new Option<string?>("--behaviour") { Description = "Only this one, such as port-scan or beacon.", HelpName = "NAME" };
        var technique = new Option<string?>("--technique") { Description = "Only this MITRE ATT&CK technique, such as T1046.", HelpName = "ID" };
        var host = new Option<string?>("--host") { Description = "Only where this host has part: an address, a network such as 10.0.0.0/8, or how addresses begin.", HelpName = "ADDRESS" };
        var since = CommonOptions.Instant("--since", "Only what went on at least until then");
        var minScore = CommonOptions.Number("--min-score", 0, "Least score to list, 0 to 100", 0, 100);
        var follow = new Option<bool>("--follow") { Description = "Print findings as they come, until interrupted; with --json one object a line." };
        var json = CommonOptions.Json();
        var csv = CommonOptions.Csv(json);
        var command = new Command("behaviours", "Lists what hosts do, such as scans and beacons, highest score first.") { dataset, id, behaviour, technique, host, since, minScore, follow, json, csv }
            .WithExamples(
                "netml behaviours office", "netml behaviours office --behaviour beacon --min-score 80 --json", "netml behaviours office --host 10.0.0.66 --since 24h",
                "netml behaviours office 3fa1c2", "netml behaviours office --follow");
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var gateway = connection.Connect(parse);
            var (name, one, asJson) = (parse.GetValue(dataset) ?? "", parse.GetValue(id), parse.GetValue(json));
            var query = new BehaviourQuery(parse.GetValue(behaviour), parse.GetValue(minScore), parse.GetValue(technique), parse.GetValue(host), parse.GetValue(since));
            if (parse.GetValue(follow))
                return await FollowedFindings.PrintAsync(terminal, gateway, name, query, asJson, cancellationToken);
            if (one is not null)
            {
                var finding = await gateway.Datasets.GetBehaviourAsync(name, one, cancellationToken);
                return terminal.Print(asJson, finding, () => FindingReport.Write(terminal, finding));
            }
            return await ListAsync(terminal, gateway, name, query, asJson, parse.GetValue(csv), cancellationToken);
        });
        command.Validators.Add(result =>
        {
            if (result.GetValue(csv) && (result.GetValue(follow) || result.GetValue(id) is not null))
                result.AddError("--csv prints the list: it goes with neither ID nor --follow.");
            if (result.GetValue(follow) && (result.GetValue(id) ?? result.GetValue(technique) ?? result.GetValue(host)) is not null)
                result.AddError("--follow goes with --behaviour, --since and --min-score, not with ID, --technique or --host.");
        });
        return command;
    }

    private static async Task<int> ListAsync(
        Terminal terminal, GatewayClient gateway, string dataset, BehaviourQuery query, bool asJson, bool asCsv, CancellationToken cancellationToken)
    {
        var findings = await gateway.Datasets.GetBehavioursAsync(dataset, query, cancellationToken);
        if (asJson)
            terminal.WriteJson(findings);
        else if (asCsv)
            terminal.WriteCsv(findings);
        else if (findings.Count > 0)
            terminal.Out.Write(BehaviourTable.Create(findings));
        else
            terminal.WriteRaw(await NothingFoundAsync(gateway, dataset, cancellationToken));
        return 0;
    }

    /// <summary>Nothing that fits is not the same as nothing at all, or nothing yet.</summary>
    private static async Task<string> NothingFoundAsync(GatewayClient gateway, string dataset, CancellationToken cancellationToken)
    {
        var all = await gateway.Datasets.GetBehavioursAsync(dataset, new BehaviourQuery(null, 0), cancellationToken);
        if (all.Count > 0)
        {
            return string.Create(
                CultureInfo.InvariantCulture, $"None of the {Words.Count(all.Count)} findings of this data set fits; the last of them was at {all.Max(finding => finding.Last):yyyy-MM-dd HH:mm} UTC.");
        }
        return await gateway.Datasets.FindAsync(dataset, cancellationToken) is { } known && known.AnalysedRows < known.Rows
            ? $"No behaviour was found yet: {Words.Count(known.AnalysedRows)} of {Words.Count(known.Rows, "flow is", "flows are")} analysed, ask again in a moment."
            : "No behaviour was found.";
    }
}

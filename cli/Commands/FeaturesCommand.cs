using System.CommandLine;
using NetMl.Cli.Files;
using NetMl.Cli.Progress;
using NetMl.Cli.Reports;

namespace NetMl.Cli.Commands;

/// <summary>netml features export DATASET</summary>
internal static class FeaturesCommand
{
    private static readonly string[] Families = ["hosts", "pairs", "flows", "windows"];
    private static readonly string[] Formats = ["csv", "npz"];

    public static Command Create(Terminal terminal, ConnectionOptions connection) => new Command("features", "Exports tables of features.")
    {
        Export(terminal, connection),
    }.WithExamples("netml features export office --family hosts --out hosts.csv");

    private static Command Export(Terminal terminal, ConnectionOptions connection)
    {
        var dataset = CommonOptions.Dataset();
        var family = CommonOptions.OneOf("--family", "What the rows are", Families);
        var format = CommonOptions.OneOf("--format", "Kind of file, else told by its name; npz is NumPy's, one array per column, with a schema", Formats);
        var window = CommonOptions.Duration("--window", "Length of a window, such as 1h (default); for windows alone.");
        var output = new Option<string?>("--out") { Description = "File to write, '-' for standard output (CSV only); without it, DATASET-FAMILY.csv or .npz.", HelpName = "FILE" };
        var command = new Command("export", "Writes all features of hosts, host pairs, flows or windows of time to a file.") { dataset, family, format, window, output }
            .WithExamples(
                "netml features export office", "netml features export office --family pairs --format npz --out pairs.npz",
                "netml features export office --family windows --window 15m --out -");
        command.Validators.Add(result =>
        {
            if (result.GetValue(output) == FlowSources.Input && result.GetValue(format) == "npz")
                result.AddError("--format npz is binary: name a file with --out.");
        });
        command.SetAction(async (parse, cancellationToken) =>
        {
            var (name, rows, kind) = (parse.GetValue(dataset) ?? "", parse.GetValue(family) ?? "", Kind(parse, format, parse.GetValue(output)));
            using var gateway = connection.Connect(parse);
            using var response = await gateway.Hosts.ExportAsync(name, rows, kind, (int?)parse.GetValue(window)?.TotalSeconds, cancellationToken);
            var file = parse.GetValue(output) ?? $"{name}-{rows}.{kind}";
            if (file == FlowSources.Input)
            {
                using var body = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
                while (await body.ReadLineAsync(cancellationToken) is { } line)
                    terminal.WriteRaw(line);
                return 0;
            }
            var bytes = 0L;
            await ProgressBoards.For(terminal.Error).RunAsync(async lines =>
                bytes = await Download.SaveAsync(response, file, lines.Start(Path.GetFileName(file), 0), cancellationToken));
            terminal.WriteRaw($"{file}: {Words.Bytes(bytes)}");
            return 0;
        });
        return command;
    }

    /// <summary>The file's name tells its kind where --format does not.</summary>
    private static string Kind(ParseResult parse, Option<string> format, string? file) =>
        parse.GetResult(format) is null or { Implicit: true } && Formats.FirstOrDefault(kind => file?.EndsWith('.' + kind, StringComparison.OrdinalIgnoreCase) == true) is { } named
            ? named
            : parse.GetValue(format) ?? "";
}

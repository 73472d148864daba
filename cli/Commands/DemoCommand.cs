using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NetMl.Cli.Demo;
using NetMl.Cli.Demo.Federated;

namespace NetMl.Cli.Commands;

/// <summary>netml demo</summary>
internal static class DemoCommand
{
    /// <summary>A made-up site is smaller than the made-up capture of the whole journey: the federated demo ends within a minute.</summary>
    private const int LargestSite = 5_000;

    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var flows = new Option<string[]>("--flows")
        {
            Description = "Flow logs or directories to use instead of the built-in capture.",
            AllowMultipleArgumentsPerToken = true,
            Arity = ArgumentArity.OneOrMore,
            HelpName = "PATH",
        };
        var json = new Option<string?>("--json") { Description = "Write the report to this file as JSON, too.", HelpName = "FILE" };
        var checkOnly = new Option<bool>("--check-only") { Description = "Only check the paths and formats; needs no gateway." };
        var federated = new Option<bool>("--federated") { Description = "Instead: three sites as processes of their own learn one model without showing their flows; --flows takes three paths then." };
        var epochs = CommonOptions.Number("--epochs", DemoSettings.UsualEpochs, "Passes over the training flows", 1, 10_000);
        var size = CommonOptions.Number("--synthetic-flows", 30_000, "Flows of the built-in capture", 1000, 10_000_000);
        var seed = CommonOptions.Number("--seed", 1, "Seed of the built-in capture and of the first weights", 0, int.MaxValue);
        var command = new Command("demo", "Runs the whole journey: flows in, findings, training on two workers, predictions from two replicas, a report.")
            { flows, json, checkOnly, federated, epochs, size, seed }
            .WithExamples("netml demo", "netml demo --flows conn.log.gz --json report.json", "netml demo --federated", "dotnet run --project AppHost -- demo");
        command.SetAction(async (parse, cancellationToken) =>
        {
            var settings = new DemoSettings(
                parse.GetValue(flows) ?? [], parse.GetValue(json), NewName(TimeProvider.System), parse.GetValue(epochs), parse.GetValue(size), parse.GetValue(seed),
                StartupSeconds(terminal));
            await DemoCheck.RunAsync(settings, terminal, cancellationToken);
            if (parse.GetValue(checkOnly))
                return 0;
            using var gateway = connection.Connect(parse);
            if (parse.GetValue(federated))
            {
                var sites = new FederatedSettings(settings.Flows, settings.Json, settings.Dataset, Math.Min(settings.SyntheticFlows, LargestSite), settings.Seed, settings.StartupSeconds);
                await WriteAsync(settings.Json, await new FederatedRun(gateway, sites, terminal, TimeProvider.System).RunAsync(cancellationToken), FederatedJson.Default.FederatedReport, cancellationToken);
                return 0;
            }
            var report = await new DemoRun(gateway, settings, terminal, TimeProvider.System).RunAsync(cancellationToken);
            await WriteAsync(settings.Json, report, DemoJson.Default.DemoReport, cancellationToken);
            return 0;
        });
        command.Validators.Add(result =>
        {
            if (result.GetValue(federated) && result.GetValue(flows) is { Length: > 0 } paths && paths.Length != FederatedSettings.Sites.Count)
                result.AddError($"--federated takes {FederatedSettings.Sites.Count} paths behind --flows, one for each site, not {paths.Length}.");
        });
        return command;
    }

    /// <summary>A data set and a model of its own for each demo, also on a system that is already in use.</summary>
    private static string NewName(TimeProvider time) => time.GetUtcNow().ToString("'demo-'yyyyMMdd'-'HHmmss", CultureInfo.InvariantCulture);

    private static double? StartupSeconds(Terminal terminal) =>
        double.TryParse(terminal.Variable("NETML_STARTUP_SECONDS"), CultureInfo.InvariantCulture, out var seconds) ? seconds : null;

    private static async Task WriteAsync<T>(string? path, T report, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        if (path is null)
            return;
        try
        {
            await File.WriteAllBytesAsync(path, JsonSerializer.SerializeToUtf8Bytes(report, type), cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure($"The report cannot be written to '{path}' ({exception.Message.TrimEnd('.')}): choose another place with --json.");
        }
    }
}

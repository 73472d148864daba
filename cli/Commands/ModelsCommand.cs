using System.CommandLine;
using System.Text.Json.Nodes;
using NetMl.Cli.Reports;
using NetMl.Contracts.Training;

namespace NetMl.Cli.Commands;

/// <summary>netml models</summary>
internal static class ModelsCommand
{
    // With more, times are broken at 100 columns; --json has all.
    private const int ShownSum = 8;

    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var json = CommonOptions.Json();
        var csv = CommonOptions.Csv(json);
        var command = new Command("models", "Lists the published models, their versions and aliases.")
        {
            json, csv, ModelsCardCommand.Create(terminal, connection), ModelsExportCommand.Create(terminal, connection),
            ModelsCompareCommand.Create(terminal, connection),
        }.WithExamples("netml models", "netml models --json", "netml models card office-flows", "netml models export office-flows --format onnx", "netml models compare office-flows office-trees --dataset office");
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var gateway = connection.Connect(parse);
            var models = await gateway.Models.ListAsync(cancellationToken);
            if (parse.GetValue(csv))
            {
                return terminal.WriteCsv(
                    ["model", "version", "aliases", "task", "bytes", "published", "job", "sha256", "epsilon", "delta"],
                    models.SelectMany(model => model.Versions, (model, version) => CsvOutput.With(version, ("aliases", Aliases(model, version.Version)))));
            }
            if (parse.GetValue(json))
            {
                terminal.WriteJson(models);
                return 0;
            }
            var table = Tables.Create(null, "!model", ">version", "aliases", "!task", ">size", "published", "!sha-256");
            foreach (var model in models)
            {
                foreach (var version in model.Versions)
                {
                    var aliases = model.Aliases.Where(alias => alias.Value == version.Version).Select(alias => alias.Key);
                    table.Row(
                        model.Name, Words.Count(version.Version), string.Join(", ", aliases), version.Task, Words.Bytes(version.Bytes),
                        Words.Time(version.Published), version.Sha256.Length > ShownSum ? version.Sha256[..ShownSum] : version.Sha256);
                }
            }
            terminal.Out.Write(table);
            return 0;
        });
        return command;
    }

    private static JsonArray Aliases(ModelEntry model, int version) =>
        [.. model.Aliases.Where(alias => alias.Value == version).Select(alias => JsonValue.Create(alias.Key))];
}

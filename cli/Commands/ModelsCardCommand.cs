using System.CommandLine;
using NetMl.Cli.Reports;

namespace NetMl.Cli.Commands;

/// <summary>netml models card MODEL</summary>
internal static class ModelsCardCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var model = new Argument<string>("MODEL") { Description = "Name of the model." };
        var version = ModelVersionOption.Create();
        var json = CommonOptions.Json();
        var command = new Command("card", "Shows a version's model card in Markdown: data, split, scores and baselines, features, settings, limits.") { model, version, json }
            .WithExamples("netml models card office-flows", "netml models card office-flows --version 2 --json");
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var gateway = connection.Connect(parse);
            var (name, number) = (parse.GetValue(model) ?? "", parse.GetValue(version) ?? ModelVersionOption.Latest);
            if (parse.GetValue(json))
                terminal.WriteJson(await gateway.Models.CardAsync(name, number, cancellationToken));
            else
                terminal.WriteRaw((await gateway.Models.CardTextAsync(name, number, cancellationToken)).TrimEnd());
            return 0;
        });
        return command;
    }
}

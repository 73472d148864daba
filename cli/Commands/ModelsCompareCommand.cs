using System.CommandLine;
using NetMl.Cli.Evaluating;
using NetMl.Cli.Reports;

namespace NetMl.Cli.Commands;

/// <summary>netml models compare A B</summary>
internal static class ModelsCompareCommand
{
    private const int MostModels = 9;

    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var models = new Argument<string[]>("MODEL")
        {
            Description = $"Two to {MostModels} published models: a name, or a name and version as papers@2.",
            Arity = new ArgumentArity(2, MostModels),
        };
        var input = new EvaluationInput();
        var json = CommonOptions.Json();
        var csv = CommonOptions.Csv(json);
        var command = new Command(
            "compare",
            "Scores models on the same labelled items, and says which differences from the first model are more than noise. Without --dataset or --graph: the scores that their jobs told, if those are of the same test part.")
        {
            models, json, csv,
        }
            .WithExamples("netml models compare office-flows office-flows@1 --dataset branch", "netml models compare papers papers-gat --graph cora", "netml models compare papers@1 papers@2");
        input.AddTo(command, isNeeded: false);
        command.SetAction(async (parse, cancellationToken) =>
        {
            var named = parse.GetRequiredValue(models).Select(ModelName.Parse).ToList();
            using var gateway = connection.Connect(parse);
            var request = input.Read(parse);
            var report = request.Dataset is null && request.Graph is null
                ? await ToldScores.ReadAsync(gateway, named, cancellationToken)
                : await EvaluationRun.RunAsync(
                    gateway, terminal, named[0].Name, request with { Version = named[0].Version, Against = [.. named.Skip(1).Select(one => one.ToString())] }, cancellationToken);
            if (parse.GetValue(csv))
                return terminal.WriteCsv(ComparisonTables.Names, ComparisonTables.Rows(report));
            if (parse.GetValue(json))
                terminal.WriteJson(report);
            else
                ComparisonTables.Print(terminal, report);
            return 0;
        });
        return command;
    }
}

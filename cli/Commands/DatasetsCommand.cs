using System.CommandLine;
using NetMl.Cli.Reports;

namespace NetMl.Cli.Commands;

/// <summary>netml datasets</summary>
internal static class DatasetsCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var json = CommonOptions.Json();
        var command = new Command("datasets", "Lists the data sets and how much of each is stored and analysed.") { json }
            .WithExamples("netml datasets", "netml datasets --json");
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var gateway = connection.Connect(parse);
            var datasets = await gateway.Datasets.ListAsync(cancellationToken);
            if (parse.GetValue(json))
            {
                terminal.WriteJson(datasets);
                return 0;
            }
            var table = Tables.Create(null, "data set", ">flows", ">analysed", ">labelled", ">stored", "first flow", "last flow");
            foreach (var one in datasets)
            {
                table.Row(
                    one.Dataset, Words.Count(one.Rows), Words.Count(one.AnalysedRows), Words.Count(one.LabelledRows), Words.Bytes(one.Bytes),
                    Words.Time(one.FirstFlow), Words.Time(one.LastFlow));
            }
            terminal.Out.Write(table);
            return 0;
        });
        return command;
    }
}

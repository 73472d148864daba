using System.CommandLine;
using System.Globalization;
using NetMl.Cli.Files;
using NetMl.Cli.Progress;

namespace NetMl.Cli.Commands;

/// <summary>netml federation transcript NAME ROUND --out FILE</summary>
internal static class FederationTranscriptCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var name = FederationCommand.Name();
        var round = new Argument<int>("ROUND") { Description = "Number of the round; 0 and below are preparations (write them after --)." };
        var file = new Option<string>("--out") { Description = "File to write.", Required = true, HelpName = "FILE" };
        var command = new Command("transcript", "Saves what an auditor needs to check a round: its order, signing keys and signed messages.") { name, round, file }
            .WithExamples("netml federation transcript intrusions 3 --out round-3.json", "netml federation transcript intrusions --out statistics.json -- -1");
        command.SetAction(async (parse, cancellationToken) =>
        {
            var (federation, number, path) = (parse.GetRequiredValue(name), parse.GetValue(round), parse.GetRequiredValue(file));
            using var gateway = connection.Connect(parse);
            using var response = await gateway.Federations.OpenTranscriptAsync(federation, number, cancellationToken);
            await ProgressBoards.For(terminal.Error).RunAsync(async lines => await Download.SaveAsync(response, path, lines.Start(Path.GetFileName(path), 0), cancellationToken));
            terminal.WriteRaw(string.Create(CultureInfo.InvariantCulture, $"The transcript of round {number} is in {path}; check it with 'netml federation verify {path}'."));
            return 0;
        });
        return command;
    }
}

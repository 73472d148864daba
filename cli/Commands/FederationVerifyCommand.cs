using System.CommandLine;
using System.Text.Json;
using NetMl.Cli.Federation;
using NetMl.Cli.Reports;
using NetMl.Contracts;
using NetMl.Contracts.Federation;

namespace NetMl.Cli.Commands;

/// <summary>netml federation verify FILE</summary>
internal static class FederationVerifyCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "A transcript, as 'netml federation transcript' saves it." };
        var trust = new Option<string?>("--trust") { Description = "The sites' signing keys as they told you themselves: lines of name and fingerprint.", HelpName = "FILE" };
        var command = new Command("verify", "Checks a round from its transcript, without the server's word and without a gateway.") { file, trust }
            .WithExamples("netml federation verify round-3.json", "netml federation verify round-3.json --trust sites.txt");
        command.SetAction(parse =>
        {
            var transcript = Read(parse.GetRequiredValue(file));
            var audit = TranscriptAudit.Check(transcript, parse.GetValue(trust));
            foreach (var fault in audit.Faults)
                terminal.WriteError(fault);
            if (audit.Faults.Count > 0)
                throw new CommandFailure($"Round {transcript.Round} of federation '{transcript.Federation}' is not verified: {Words.Count(audit.Faults.Count, "fault", "faults")}, as said above.");
            terminal.WriteRaw(
                $"Round {transcript.Round} ({transcript.Purpose}) of federation '{transcript.Federation}', attempt {transcript.Attempt}: {Words.Count(transcript.Messages.Count, "message", "messages")} "
                + $"of {Words.Count(transcript.Order.Sites.Count, "site", "sites")} verified, {Words.Count(transcript.Summed.Count)} in the sum. {audit.Remark}");
            return 0;
        });
        return command;
    }

    private static RoundTranscript Read(string path)
    {
        if (!File.Exists(path))
            throw new CommandFailure($"The file '{path}' does not exist: check the path.");
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), WireJson.Default.RoundTranscript) ?? throw new JsonException("it is null");
        }
        catch (JsonException exception)
        {
            throw new CommandFailure($"The file '{path}' is no transcript of a round ({exception.Message.TrimEnd('.')}).");
        }
    }
}

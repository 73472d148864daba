using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using NetMl.Cli.Commands;

namespace NetMl.Cli;

/// <summary>The command line of netml: parses, runs one command, and turns every failure into a sentence and an exit code.</summary>
internal static class NetMlApp
{
    public static async Task<int> RunAsync(string[] args, Terminal terminal, CancellationToken cancellationToken)
    {
        var parse = CreateRoot(terminal).Parse(args.Length == 0 ? ["--help"] : args);
        if (parse.Action is ParseErrorAction)
        {
            terminal.WriteError($"{UsageSentence(parse)} Run '{Help(parse.CommandResult)}' to see how.");
            return CommandFailure.WrongUsage;
        }
        try
        {
            var configuration = new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
                Output = terminal.Out.Profile.Out.Writer,
                Error = terminal.Error.Profile.Out.Writer,
            };
            return await parse.InvokeAsync(configuration, cancellationToken);
        }
        catch (CommandFailure failure)
        {
            terminal.WriteError(failure.Message);
            return failure.ExitCode;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The system's own sentence names the file: no permission, no space left, gone meanwhile.
            terminal.WriteError(failure.Message);
            return CommandFailure.Failed;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            terminal.WriteError("Interrupted.");
            return CommandFailure.Interrupted;
        }
    }

    private static string UsageSentence(ParseResult parse) => parse.UnmatchedTokens.Count > 0
        ? $"'{parse.UnmatchedTokens[0]}' is not a command or option of '{CommandPath(parse.CommandResult)}'."
        : parse.Errors[0].Message;

    private static string Help(CommandResult command) => $"{CommandPath(command)} --help";

    private static string CommandPath(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{CommandPath(parent)} {command.Command.Name}" : "netml";

    internal static RootCommand CreateRoot(Terminal terminal)
    {
        var connection = new ConnectionOptions(terminal);
        var root = new RootCommand("netml turns network flow logs into host graphs, behaviours and graph neural networks, through a NetMlAspire gateway.")
        {
            IngestCommand.Create(terminal, connection),
            DatasetsCommand.Create(terminal, connection),
            HostsCommand.Create(terminal, connection),
            HostCommand.Create(terminal, connection),
            EdgesCommand.Create(terminal, connection),
            EgoCommand.Create(terminal, connection),
            CommunitiesCommand.Create(terminal, connection),
            BrokersCommand.Create(terminal, connection),
            InfluenceCommand.Create(terminal, connection),
            LinksCommand.Create(terminal, connection),
            PathsCommand.Create(terminal, connection),
            FeaturesCommand.Create(terminal, connection),
            SnapshotsCommand.Create(terminal, connection),
            GraphCommand.Create(terminal, connection),
            BehavioursCommand.Create(terminal, connection),
            ReportCommand.Create(terminal, connection),
            TopCommand.Create(terminal, connection),
            AllowListCommand.Create(terminal, connection),
            TrainCommand.Create(terminal, connection),
            JobsCommand.Create(terminal, connection),
            ModelsCommand.Create(terminal, connection),
            ScoreCommand.Create(terminal, connection),
            EvaluateCommand.Create(terminal, connection),
            ExplainCommand.Create(terminal, connection),
            FederationCommand.Create(terminal, connection),
            SiteCommand.Create(terminal, connection),
            BackupCommand.Create(terminal, connection),
            RestoreCommand.Create(terminal, connection),
            CheckCommand.Create(terminal),
            DemoCommand.Create(terminal, connection),
        };
        connection.AddTo(root);
        HelpWithExamples.Install(root);
        return root;
    }
}

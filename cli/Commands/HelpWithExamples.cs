using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Runtime.CompilerServices;

namespace NetMl.Cli.Commands;

/// <summary>Adds to --help the examples that a command was given.</summary>
internal sealed class HelpWithExamples(SynchronousCommandLineAction inner) : SynchronousCommandLineAction
{
    private static readonly ConditionalWeakTable<Command, string[]> Examples = [];

    public static void Install(RootCommand root)
    {
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            if (help.Action is HelpAction action)
                help.Action = new HelpWithExamples(action);
        }
    }

    public static void Add(Command command, string[] lines) => Examples.AddOrUpdate(command, lines);

    public override int Invoke(ParseResult parseResult)
    {
        var code = inner.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (Examples.TryGetValue(parseResult.CommandResult.Command, out var lines))
        {
            output.WriteLine("Examples:");
            foreach (var line in lines)
                output.WriteLine($"  {line}");
            output.WriteLine();
        }
        return code;
    }
}

internal static class CommandExamples
{
    /// <summary>Lines that --help prints below the options.</summary>
    public static Command WithExamples(this Command command, params string[] lines)
    {
        HelpWithExamples.Add(command, lines);
        return command;
    }
}

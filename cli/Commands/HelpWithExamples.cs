using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace NetMl.Cli.Commands;

/// <summary>Adds to --help the examples that a command was given, and puts its options under the headings that it was given.</summary>
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
        var (command, output) = (parseResult.CommandResult.Command, parseResult.InvocationConfiguration.Output);
        var code = OptionHeadings.Has(command) ? Arranged(command, parseResult, output) : inner.Invoke(parseResult);
        if (Examples.TryGetValue(command, out var lines))
        {
            output.WriteLine("Examples:");
            foreach (var line in lines)
                output.WriteLine($"  {line}");
            output.WriteLine();
        }
        return code;
    }

    private int Arranged(Command command, ParseResult parseResult, TextWriter output)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        parseResult.InvocationConfiguration.Output = text;
        try
        {
            return inner.Invoke(parseResult);
        }
        finally
        {
            parseResult.InvocationConfiguration.Output = output;
            output.Write(OptionHeadings.Arrange(command, text.ToString()));
        }
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

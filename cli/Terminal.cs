using Spectre.Console;

namespace NetMl.Cli;

/// <summary>What a command may touch of the process: two consoles, standard input and the environment.</summary>
/// <param name="Out">Results.</param>
/// <param name="Error">Progress and the sentence of a failure.</param>
internal sealed record Terminal(IAnsiConsole Out, IAnsiConsole Error, Func<Stream> OpenInput, Func<string, string?> Variable)
{
    /// <summary>Columns when the output is a file or a pipe; long sentences are then not torn at 80.</summary>
    private const int PlainColumns = 160;

    public static Terminal OfThisProcess() => new(
        Open(Console.Out, Console.IsOutputRedirected), Open(Console.Error, Console.IsErrorRedirected),
        Console.OpenStandardInput, Environment.GetEnvironmentVariable);

    /// <summary>A console without control codes when <paramref name="plain"/>.</summary>
    public static IAnsiConsole Open(TextWriter writer, bool plain)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = plain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = plain ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (plain)
            console.Profile.Width = PlainColumns;
        return console;
    }

    /// <summary>Writes text as it is: no wrapping, no markup.</summary>
    public void WriteRaw(string text)
    {
        Out.Profile.Out.Writer.WriteLine(text);
        Out.Profile.Out.Writer.Flush();
    }

    public void WriteError(string sentence)
    {
        Error.Profile.Out.Writer.WriteLine($"netml: {sentence}");
        Error.Profile.Out.Writer.Flush();
    }
}

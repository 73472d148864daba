using Spectre.Console;

namespace NetMl.Cli.Progress;

/// <summary>Bars on a terminal, plain lines into files and pipes.</summary>
internal static class ProgressBoards
{
    public static IProgressBoard For(IAnsiConsole console) =>
        console.Profile.Capabilities.Interactive && console.Profile.Capabilities.Ansi ? new BarBoard(console) : new LineBoard(console, TimeProvider.System);
}

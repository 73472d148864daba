using Spectre.Console;

namespace NetMl.Cli.Progress;

/// <summary>Bars on a terminal, plain lines into files and pipes.</summary>
internal static class ProgressBoards
{
    public static IProgressBoard For(IAnsiConsole console) => IsLive(console) ? new BarBoard(console) : new LineBoard(console, TimeProvider.System);

    /// <summary>Whether what was written can be drawn anew.</summary>
    public static bool IsLive(IAnsiConsole console) => console.Profile.Capabilities.Interactive && console.Profile.Capabilities.Ansi;
}

using Spectre.Console;

namespace NetMl.Cli.Commands;

/// <summary>Asks before something is lost.</summary>
internal static class Confirmation
{
    /// <summary>Returns when the user agrees; a run without a person needs --yes.</summary>
    /// <param name="question">What will be done, as an order without a full stop.</param>
    public static void RequireYes(this Terminal terminal, bool yes, string question)
    {
        if (yes)
            return;
        if (!terminal.Out.Profile.Capabilities.Interactive)
            throw new CommandFailure($"{question}? It cannot be undone: add --yes.", CommandFailure.WrongUsage);
        if (!terminal.Out.Confirm(Markup.Escape($"{question}? It cannot be undone."), defaultValue: false))
            throw new CommandFailure("Nothing was deleted.");
    }
}

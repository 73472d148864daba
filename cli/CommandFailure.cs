namespace NetMl.Cli;

/// <summary>Ends a command with one sentence for a person: what, where, what to do.</summary>
internal class CommandFailure(string sentence, int exitCode = CommandFailure.Failed) : Exception(sentence)
{
    public const int Failed = 1;
    public const int WrongUsage = 2;
    public const int Interrupted = 130;

    public int ExitCode { get; } = exitCode;
}

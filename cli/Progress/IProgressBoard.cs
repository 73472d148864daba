namespace NetMl.Cli.Progress;

/// <summary>Shows how far several pieces of work are.</summary>
internal interface IProgressBoard
{
    /// <summary>Runs <paramref name="work"/> while its lines are shown.</summary>
    Task RunAsync(Func<IProgressBoard, Task> work);

    /// <summary>A new line at 0 of <paramref name="total"/>; total 0 = unknown.</summary>
    IProgressLine Start(string name, double total);
}

/// <summary>One piece of work.</summary>
internal interface IProgressLine
{
    /// <param name="text">What a person would say about it now.</param>
    void Report(double done, string text);

    void Finish(string text);
}

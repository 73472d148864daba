namespace NetMl.Cli.Demo.Federated;

/// <summary>What a federated demo was asked to do.</summary>
/// <param name="Flows">One file or directory for each site; empty = made-up captures.</param>
/// <param name="Json">Where the report goes as JSON; null = nowhere.</param>
/// <param name="Name">Of the federation and of its model.</param>
/// <param name="SyntheticFlows">Of each made-up capture.</param>
internal sealed record FederatedSettings(IReadOnlyList<string> Flows, string? Json, string Name, int SyntheticFlows, int Seed, double? StartupSeconds)
{
    public const int Rounds = 6;

    /// <summary>In this round one site is killed.</summary>
    public const int KillRound = 3;

    /// <summary>As many as a sum needs at least.</summary>
    public static IReadOnlyList<string> Sites { get; } = ["north", "south", "west"];

    public bool IsSynthetic => Flows.Count == 0;
}

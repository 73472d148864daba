using NetMl.Gnn.FlowClassification;

namespace NetMl.Cli.Demo;

/// <summary>What a demo was asked to do.</summary>
/// <param name="Flows">Paths; empty = the built-in capture.</param>
/// <param name="Json">Where the report goes as JSON; null = nowhere.</param>
/// <param name="StartupSeconds">How long the system took to start, when its starter says so.</param>
internal sealed record DemoSettings(
    IReadOnlyList<string> Flows, string? Json, string Dataset, int Epochs, int SyntheticFlows, int Seed, double? StartupSeconds)
{
    public const int Workers = 2;
    public const int Shards = 2;

    /// <summary>The small network, in few and large graphs: so the journey ends within a minute.</summary>
    public const string Network = FlowNetwork.Name;
    public const int WindowFlows = 256;
    public const int UsualEpochs = 40;

    /// <summary>Share of the flows, first in time, that are learnt from.</summary>
    public const double TrainFraction = 0.7;

    public bool IsSynthetic => Flows.Count == 0;
}

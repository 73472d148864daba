namespace NetMl.Graphs.Diffusion;

/// <summary>How something spreads from node to node: who has it passes it on once over each edge, with the same chance.</summary>
/// <param name="Probability">Chance per edge, in [0, 1].</param>
/// <param name="Runs">How often it is played; ≥ 1.</param>
/// <param name="Seed">Chooses the lots; the same seed gives the same bits.</param>
public sealed record CascadeOptions(double Probability = 0.05, int Runs = 200, long Seed = 1)
{
    internal void Check()
    {
        if (!(Probability >= 0 && Probability <= 1))
            throw new ArgumentOutOfRangeException(nameof(Probability), Probability, "The probability must be from 0 to 1.");
        ArgumentOutOfRangeException.ThrowIfLessThan(Runs, 1);
    }
}

/// <summary>How far something spreads.</summary>
/// <param name="Nodes">Nodes reached in the mean of all runs, the seeds among them.</param>
/// <param name="StandardError">Of that mean; 0 for one run.</param>
public readonly record struct Spread(double Nodes, double StandardError)
{
    internal static Spread Of(ReadOnlySpan<int> reached)
    {
        var mean = 0.0;
        foreach (var nodes in reached)
            mean += nodes;
        mean /= reached.Length;
        var squares = 0.0;
        foreach (var nodes in reached)
            squares += (nodes - mean) * (nodes - mean);
        return new Spread(mean, reached.Length < 2 ? 0 : Math.Sqrt(squares / (reached.Length - 1) / reached.Length));
    }
}

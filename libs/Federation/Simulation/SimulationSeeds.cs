namespace NetMl.Federation.Simulation;

/// <summary>Streams of chance that depend on a seed and on what they are for alone, so that no thread changes what another draws.</summary>
public static class SimulationSeeds
{
    /// <summary>A generator of its own for (seed, purpose, index), for example (seed, round, site).</summary>
    /// <remarks>The finaliser of SplitMix64 (Steele, Lea and Flood 2014) over each number in turn.</remarks>
    public static Random Stream(int seed, int purpose, int index) =>
        new((int)(Mix(Mix(Mix((uint)seed) + (uint)purpose) + (uint)index) & int.MaxValue));

    /// <summary>Standard normal. Box and Muller 1958.</summary>
    public static double Gaussian(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }

    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}

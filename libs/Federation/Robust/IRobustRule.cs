namespace NetMl.Federation.Robust;

/// <summary>A mean that some liars cannot move far.</summary>
public interface IRobustRule
{
    string Name { get; }

    /// <summary>Null, or why n updates with up to f lying sites are too few for this rule.</summary>
    string? Refuses(int n, int f);

    /// <summary>The robust mean.</summary>
    /// <param name="updates">n vectors of equal length.</param>
    /// <param name="weights">[n], each above 0; rules that cannot use weights ignore them and say so.</param>
    RobustResult Aggregate(IReadOnlyList<ReadOnlyMemory<float>> updates, ReadOnlySpan<double> weights);
}

/// <param name="LeftOut">Indices of updates that did not count (empty for coordinate-wise rules).</param>
public sealed record RobustResult(float[] Mean, IReadOnlyList<int> LeftOut);

/// <summary>Finds rules by their names.</summary>
public static class RobustRules
{
    public static IReadOnlyList<string> Names => throw new NotImplementedException();

    /// <param name="trusted">fl-trust: index of the trusted site's update among the updates.</param>
    public static IRobustRule Create(string name, int byzantine, double normBound, int trusted) => throw new NotImplementedException();
}

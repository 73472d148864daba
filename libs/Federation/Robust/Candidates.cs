using System.Numerics.Tensors;

namespace NetMl.Federation.Robust;

/// <summary>The updates of a round that hold finite numbers alone, with their places among all updates.</summary>
/// <param name="Liars">f that remain to be feared: each update left out was one.</param>
internal sealed record Candidates(IReadOnlyList<ReadOnlyMemory<float>> Updates, double[] Weights, IReadOnlyList<int> Indices, IReadOnlyList<int> NotFinite, int Liars)
{
    public int Count => Updates.Count;

    public int Length => Updates[0].Length;

    /// <exception cref="ArgumentException">Lengths differ, or a weight is not above 0.</exception>
    /// <exception cref="RobustAggregationException">The rule refuses what is left.</exception>
    public static Candidates Of(IRobustRule rule, int byzantine, IReadOnlyList<ReadOnlyMemory<float>> updates, ReadOnlySpan<double> weights)
    {
        ArgumentNullException.ThrowIfNull(updates);
        if (weights.Length != updates.Count)
            throw new ArgumentException($"{weights.Length} weights for {updates.Count} updates.", nameof(weights));
        List<int> finite = [];
        List<int> notFinite = [];
        for (var i = 0; i < updates.Count; i++)
        {
            if (updates[i].Length != updates[0].Length)
                throw new ArgumentException($"Update {i} has {updates[i].Length} numbers instead of {updates[0].Length}.", nameof(updates));
            if (!(weights[i] > 0) || double.IsInfinity(weights[i]))
                throw new ArgumentException($"The weight {weights[i]} of update {i} is not above 0.", nameof(weights));
            (IsFinite(updates[i].Span) ? finite : notFinite).Add(i);
        }
        var liars = Math.Max(0, byzantine - notFinite.Count);
        if (finite.Count == 0)
            throw new RobustAggregationException("No update holds finite numbers alone.");
        if (rule.Refuses(finite.Count, liars) is { } reason)
            throw new RobustAggregationException(reason);
        var usable = new double[finite.Count];
        for (var i = 0; i < usable.Length; i++)
            usable[i] = weights[finite[i]];
        return new Candidates([.. finite.Select(i => updates[i])], usable, finite, notFinite, liars);
    }

    /// <summary>Σ wᵢ·sᵢ·xᵢ / Σ wᵢ of the chosen ones, added in the order of their places.</summary>
    /// <param name="weights">[Count].</param>
    /// <param name="scales">[Count], or empty for 1.</param>
    public float[] Mean(IEnumerable<int> chosen, ReadOnlySpan<double> weights, ReadOnlySpan<double> scales)
    {
        var sum = new double[Length];
        var weight = 0.0;
        foreach (var i in chosen)
        {
            weight += weights[i];
            var factor = weights[i] * (scales.IsEmpty ? 1 : scales[i]);
            var update = Updates[i].Span;
            for (var k = 0; k < sum.Length; k++)
                sum[k] += factor * update[k];
        }
        var mean = new float[Length];
        for (var k = 0; k < mean.Length; k++)
            mean[k] = (float)(sum[k] / weight);
        return mean;
    }

    /// <summary>Those not chosen, by their places among all updates.</summary>
    public IReadOnlyList<int> AllBut(IReadOnlyCollection<int> chosen) =>
        [.. Enumerable.Range(0, Count).Where(i => !chosen.Contains(i)).Select(i => Indices[i]).Concat(NotFinite).Order()];

    private static bool IsFinite(ReadOnlySpan<float> values)
    {
        foreach (var value in values)
        {
            if (!float.IsFinite(value))
                return false;
        }
        return true;
    }

    /// <summary>‖xᵢ − xⱼ‖² of every pair; infinite when too large for a float.</summary>
    public double[,] SquaredDistances()
    {
        var distances = new double[Count, Count];
        for (var i = 0; i < Count; i++)
        {
            for (var j = i + 1; j < Count; j++)
            {
                double distance = TensorPrimitives.Distance(Updates[i].Span, Updates[j].Span);
                distances[i, j] = distances[j, i] = distance * distance;
            }
        }
        return distances;
    }
}

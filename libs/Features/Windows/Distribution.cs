namespace NetMl.Features.Windows;

/// <summary>How often each of some things occurred in a window.</summary>
internal sealed class Distribution
{
    private readonly Dictionary<long, int> _counts = [];

    /// <summary>Occurrences of all.</summary>
    public int Total { get; private set; }

    /// <summary>Different things.</summary>
    public int Distinct => _counts.Count;

    public void Add(long thing)
    {
        _counts[thing] = _counts.GetValueOrDefault(thing) + 1;
        Total++;
    }

    /// <summary>Bits. O(distinct).</summary>
    public double Entropy()
    {
        var sum = 0.0;
        foreach (var count in _counts.Values)
            sum += count * Math.Log2(count);
        return Total == 0 ? 0 : Math.Max(0, Math.Log2(Total) - sum / Total);
    }

    /// <summary>Things of this one that the other has not.</summary>
    public int NotIn(Distribution other)
    {
        var count = 0;
        foreach (var thing in _counts.Keys)
            count += other._counts.ContainsKey(thing) ? 0 : 1;
        return count;
    }

    /// <summary>1 − |common things| / |things of either|; 0 when both are empty. O(distinct of this one).</summary>
    public double Jaccard(Distribution other)
    {
        var own = NotIn(other);
        var either = own + other.Distinct;
        return either == 0 ? 0 : 1 - (double)(Distinct - own) / either;
    }

    /// <summary>Jensen–Shannon divergence in bits, 0 to 1; 1 when one of the two is empty and 0 when both are. O(distinct of this one).</summary>
    /// <remarks>
    /// ½ Σ p log₂(2p/(p + q)) + ½ Σ q log₂(2q/(p + q)); a thing that only the other has adds half its share, so those need no visit.
    /// Source: Lin 1991, "Divergence measures based on the Shannon entropy".
    /// </remarks>
    public double Divergence(Distribution other)
    {
        if (Total == 0 || other.Total == 0)
            return Total == other.Total ? 0 : 1;
        var (sum, shared) = (0.0, 0.0);
        foreach (var (thing, count) in _counts)
        {
            var p = (double)count / Total;
            if (!other._counts.TryGetValue(thing, out var otherCount))
            {
                sum += p;
                continue;
            }
            var q = (double)otherCount / other.Total;
            shared += q;
            sum += p * Math.Log2(2 * p / (p + q)) + q * Math.Log2(2 * q / (p + q));
        }
        return Math.Clamp((sum + 1 - shared) / 2, 0, 1);
    }
}

namespace NetMl.Federation.SecureAggregation;

/// <summary>Who shares keys with whom: n sites on a ring, each with those at most ⌊k/2⌋ steps away, itself included.</summary>
/// <remarks>
/// Being at most so far apart is mutual, and a site just opposite is met once. Even k below n gives k + 1 sites, since both sides are equal.
/// Source: Bell et al. 2020, section 3; the order of the ring must be shuffled by whoever draws the cohort.
/// </remarks>
internal sealed class NeighbourRing(int sites, int neighbours)
{
    private readonly int _reach = Math.Min(neighbours / 2, sites / 2);

    /// <summary>Sites in each neighbourhood, itself included.</summary>
    public int Size => Math.Min(sites, 2 * _reach + 1);

    public bool AreNeighbours(int a, int b)
    {
        var distance = Math.Abs(a - b);
        return Math.Min(distance, sites - distance) <= _reach;
    }

    /// <summary>Indices of a site's neighbours in ascending order, itself included.</summary>
    public IEnumerable<int> Of(int site)
    {
        // From first to last on the ring; what lies beyond its end begins anew at 0.
        var (first, last) = (site - _reach, site - _reach + Size - 1);
        var (before, after) = (Math.Max(0, -first), Math.Max(0, last - sites + 1));
        return [.. Enumerable.Range(0, after), .. Enumerable.Range(first + before, Size - before - after), .. Enumerable.Range(sites - before, before)];
    }

    /// <summary>True if the given sites hang together by neighbourhood; else their sum would fall into sums of fewer sites that can be read apart.</summary>
    public bool IsConnected(IReadOnlyList<int> present)
    {
        if (present.Count == 0) return false;
        var open = new HashSet<int>(present);
        var ahead = new Queue<int>([present[0]]);
        open.Remove(present[0]);
        while (ahead.TryDequeue(out var site))
        {
            for (var step = -_reach; step <= _reach; step++)
            {
                var other = ((site + step) % sites + sites) % sites;
                if (open.Remove(other)) ahead.Enqueue(other);
            }
        }
        return open.Count == 0;
    }
}

namespace NetMl.ParameterServer.Shards;

/// <summary>The parameters that one shard owns: <paramref name="Length"/> of the flat list, from <paramref name="Offset"/>.</summary>
public readonly record struct ShardRange(int Shard, int Offset, int Length)
{
    /// <summary>What of some ranges of the list lies here, counted from <see cref="Offset"/>.</summary>
    public IReadOnlyList<Range> Clip(IReadOnlyList<Range> ranges)
    {
        ArgumentNullException.ThrowIfNull(ranges);
        var (from, length) = (Offset, Length);
        return [.. ranges.Select(range => Math.Clamp(range.Start.Value - from, 0, length)..Math.Clamp(range.End.Value - from, 0, length)).Where(range => !range.Start.Equals(range.End))];
    }

    /// <summary>Cuts the list into contiguous ranges whose lengths differ by at most one.</summary>
    /// <param name="parameters">Length of the list, ≥ 0.</param>
    /// <param name="shards">≥ 1; ranges may be empty when there are more shards than parameters.</param>
    public static IReadOnlyList<ShardRange> Split(int parameters, int shards)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(parameters);
        ArgumentOutOfRangeException.ThrowIfLessThan(shards, 1);
        var ranges = new ShardRange[shards];
        for (var shard = 0; shard < shards; shard++)
        {
            var from = (int)((long)parameters * shard / shards);
            ranges[shard] = new ShardRange(shard, from, (int)((long)parameters * (shard + 1) / shards) - from);
        }
        return ranges;
    }
}

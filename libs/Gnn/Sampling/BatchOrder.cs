using NetMl.Tensors.RandomNumbers;

namespace NetMl.Gnn.Sampling;

/// <summary>Deals out items in batches, in another order each epoch that follows from the seed and the epoch alone.</summary>
/// <remarks>Every item comes once an epoch; the last batch may be shorter. For one thread at a time.</remarks>
public sealed class BatchOrder
{
    // No dropout stream of a step comes near it.
    private const uint Stream = uint.MaxValue;

    private readonly int[] _items;
    private readonly int[] _shuffled;
    private readonly ulong _seed;
    private long _epoch = -1;

    /// <param name="items">At least one; copied.</param>
    /// <param name="batchSize">≥ 1; more than there are items = all.</param>
    /// <exception cref="ArgumentException">There is no item, or the size is below 1.</exception>
    public BatchOrder(ReadOnlySpan<int> items, int batchSize, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        if (items.IsEmpty)
            throw new ArgumentException("There is nothing to deal out in batches.", nameof(items));
        (_items, BatchSize, _seed) = (items.ToArray(), Math.Min(batchSize, items.Length), (uint)seed);
        _shuffled = new int[_items.Length];
    }

    public int BatchSize { get; }

    /// <summary>Batches of one epoch.</summary>
    public int Batches => (_items.Length + BatchSize - 1) / BatchSize;

    /// <summary>The items of a step; valid until the next call.</summary>
    /// <param name="step">Counts batches through all epochs.</param>
    public ReadOnlySpan<int> Batch(long step)
    {
        Shuffle(step / Batches);
        var from = (int)(step % Batches) * BatchSize;
        return _shuffled.AsSpan(from, Math.Min(BatchSize, _shuffled.Length - from));
    }

    // Fisher and Yates, always from the given order, so that an epoch does not depend on those before it.
    private void Shuffle(long epoch)
    {
        if (epoch == _epoch)
            return;
        _items.CopyTo(_shuffled, 0);
        Span<uint> words = stackalloc uint[4];
        for (var i = _shuffled.Length - 1; i > 0; i--)
        {
            Philox.Block([(uint)i, Stream, (uint)epoch, (uint)(epoch >> 32)], _seed, words);
            var j = (int)((ulong)words[0] * (uint)(i + 1) >> 32);
            (_shuffled[i], _shuffled[j]) = (_shuffled[j], _shuffled[i]);
        }
        _epoch = epoch;
    }
}

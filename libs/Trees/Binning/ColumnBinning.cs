using System.Buffers;
using NetMl.Tensors.Parallelism;

namespace NetMl.Trees.Binning;

/// <summary>Cuts a few neighbouring features into bins, for the rows that are learnt from.</summary>
internal readonly ref struct ColumnBinning(ReadOnlySpan<float> values, int features, int[] rows, int maxBins, BinnedColumn[] columns, CancellationToken cancellationToken) : IChunkWork
{
    // So many floats of a row share a cache line.
    private const int Together = 8;

    private readonly ReadOnlySpan<float> _values = values;

    /// <summary>Bins of all features.</summary>
    /// <remarks>O(n · features), memory n bytes a feature and 32 n a thread.</remarks>
    public static BinnedColumn[] Run(ReadOnlySpan<float> values, int features, int[] rows, int maxBins, WorkTeam team, CancellationToken cancellationToken)
    {
        var columns = new BinnedColumn[features];
        var work = new ColumnBinning(values, features, rows, maxBins, columns, cancellationToken);
        team.Run((features + Together - 1) / Together, ref work);
        cancellationToken.ThrowIfCancellationRequested();
        return columns;
    }

    public void Run(int chunk)
    {
        if (cancellationToken.IsCancellationRequested)
            return;
        var first = chunk * Together;
        var width = Math.Min(Together, features - first);
        var count = rows.Length;
        var gathered = ArrayPool<float>.Shared.Rent(width * count);
        var scratch = ArrayPool<uint>.Shared.Rent(2 * count);
        for (var i = 0; i < count; i++)
        {
            var row = _values.Slice(rows[i] * features + first, width);
            for (var c = 0; c < row.Length; c++)
                gathered[c * count + i] = row[c];
        }
        for (var c = 0; c < width; c++)
            columns[first + c] = BinnedColumn.Of(first + c, gathered.AsSpan(c * count, count), maxBins, scratch.AsSpan(0, 2 * count));
        ArrayPool<float>.Shared.Return(gathered);
        ArrayPool<uint>.Shared.Return(scratch);
    }
}

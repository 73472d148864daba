using NetMl.Tensors.Parallelism;
using NetMl.Trees.Binning;

namespace NetMl.Trees.Growing;

/// <summary>The rows of each node side by side, in their first order.</summary>
internal sealed class RowPartition
{
    private const int ChunkRows = 8192;

    private readonly int[] _rows;
    private readonly int[] _left;
    private readonly int[] _right;
    private readonly int[] _leftCounts;
    private readonly byte[] _isLeft = new byte[256];

    public RowPartition(int rows)
    {
        (_rows, _left, _right) = (new int[rows], new int[rows], new int[rows]);
        _leftCounts = new int[(rows + ChunkRows - 1) / ChunkRows];
    }

    public ReadOnlySpan<int> Rows(int start, int count) => _rows.AsSpan(start, count);

    /// <summary>All rows belong to one node again.</summary>
    public void Reset()
    {
        for (var i = 0; i < _rows.Length; i++)
            _rows[i] = i;
    }

    /// <summary>Moves the rows that go left to the front of their node.</summary>
    /// <returns>How many do.</returns>
    public int Part(int start, int count, BinnedBlock block, in Split split, WorkTeam team)
    {
        var feature = block.Features[split.Place];
        var offset = block.Sides(feature, split.Bin, split.IsMissingLeft, _isLeft);
        var work = new Parting(this, start, count, block, feature.Column, offset);
        var chunks = (count + ChunkRows - 1) / ChunkRows;
        team.Run(chunks, ref work);
        var lefts = 0;
        for (var chunk = 0; chunk < chunks; chunk++)
            lefts += _leftCounts[chunk];

        var (toLeft, toRight) = (start, start + lefts);
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            var (from, length) = (chunk * ChunkRows, Math.Min(ChunkRows, count - chunk * ChunkRows));
            var left = _leftCounts[chunk];
            _left.AsSpan(from, left).CopyTo(_rows.AsSpan(toLeft));
            _right.AsSpan(from, length - left).CopyTo(_rows.AsSpan(toRight));
            (toLeft, toRight) = (toLeft + left, toRight + length - left);
        }
        return lefts;
    }

    private readonly struct Parting(RowPartition rows, int start, int count, BinnedBlock block, int column, int offset) : IChunkWork
    {
        public void Run(int chunk)
        {
            var from = chunk * ChunkRows;
            var own = rows._rows.AsSpan(start + from, Math.Min(ChunkRows, count - from));
            var left = rows._left.AsSpan(from, own.Length);
            var right = rows._right.AsSpan(from, own.Length);
            var (cells, sides) = (block.Cells, rows._isLeft);
            var (lefts, width) = (0, block.Width);
            for (var i = 0; i < own.Length; i++)
            {
                // Written to both sides; the one that it does not belong to is overwritten by the next row.
                var row = own[i];
                left[lefts] = row;
                right[i - lefts] = row;
                lefts += sides[(cells[row * width + column] - offset) / BinnedBlock.SlotBytes];
            }
            rows._leftCounts[chunk] = lefts;
        }
    }
}

using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Kernels;

/// <summary>A whole product in three levels of blocks, after Goto and van de Geijn 2008: b is packed once, then chunks of rows go to the threads.</summary>
internal static unsafe class MatrixProductBlocks<TTile> where TTile : struct, IMatrixProductTile
{
    // 4.5 MB of packed b: it lies in the last-level cache that the cores share.
    private const int PackedValues = 9 << 17;

    private const int ColumnsAtOnce = 1024;

    private const int RowsPerChunk = 60;

    // About 5 µs of one core, the least that is worth handing out.
    private const long LeastWork = 1 << 18;

    /// <summary>c[rows, columns] (+)= a · b, where the strips have the same steps, at least one.</summary>
    public static void Multiply(in MatrixProductStrip a, in MatrixProductStrip b, int rows, int columns, float* c, bool add, WorkTeam team)
    {
        var width = Math.Min(columns, ColumnsAtOnce);
        var part = MatrixProductBlock<TTile>.PartOf(a.Steps);
        var depth = Math.Max(1, PackedValues / MatrixProductPanels<TTile>.PackedLength(width, part)) * part;
        for (var column = 0; column < columns; column += width)
            for (var step = 0; step < a.Steps; step += depth)
            {
                var steps = Math.Min(depth, a.Steps - step);
                var packed = MatrixProductScratch.Shared(MatrixProductPanels<TTile>.PackedLength(width, steps));
                var panels = new MatrixProductPanels<TTile>(b.From(column, step, steps), Math.Min(width, columns - column), packed, isInPlace: false);
                var packing = new Packing { Panels = panels, ColumnsPerChunk = PackedColumns(steps) };
                team.Run(Chunks(panels.Columns, packing.ColumnsPerChunk), ref packing);
                var work = new Rows
                {
                    A = a.From(0, step, steps),
                    B = panels,
                    RowCount = rows,
                    C = c + column,
                    CRow = columns,
                    Add = add || step > 0,
                    Chunks = RowChunks(a, rows, panels.Columns, steps),
                };
                team.Run(work.Chunks, ref work);
            }
    }

    // Chunks hold whole tiles, few enough rows that a slower core takes fewer chunks; a multiple of four shares out evenly.
    // Where rows are read across memory, a chunk takes longer runs of it.
    private static int RowChunks(in MatrixProductStrip a, int rows, int columns, int steps)
    {
        var tiles = Chunks(rows, TTile.Rows);
        var byWork = (long)rows * columns * steps / LeastWork;
        var bySize = Chunks(rows, a.RowStride == 1 ? MatrixProductBlock<TTile>.RowsAtOnce : RowsPerChunk);
        var wanted = Math.Min(byWork, Math.Max(4, (bySize + 3) / 4 * 4));
        return (int)Math.Clamp(wanted, 1, tiles);
    }

    private static int PackedColumns(int steps) =>
        MatrixProductPanels<TTile>.Width * Math.Max(1, (int)(LeastWork / 8 / steps / MatrixProductPanels<TTile>.Width));

    private static int Chunks(int length, int size) => (length + size - 1) / size;

    private struct Packing : IChunkWork
    {
        public MatrixProductPanels<TTile> Panels;
        public int ColumnsPerChunk;

        public readonly void Run(int chunk) => Panels.Pack(chunk * ColumnsPerChunk, Math.Min((chunk + 1) * ColumnsPerChunk, Panels.Columns));
    }

    private struct Rows : IChunkWork
    {
        public MatrixProductStrip A;
        public MatrixProductPanels<TTile> B;
        public int RowCount;
        public float* C;
        public nint CRow;
        public bool Add;
        public int Chunks;

        public readonly void Run(int chunk)
        {
            var tiles = MatrixProductBlocks<TTile>.Chunks(RowCount, TTile.Rows);
            var from = (int)((long)tiles * chunk / Chunks) * TTile.Rows;
            var to = Math.Min(RowCount, (int)((long)tiles * (chunk + 1) / Chunks) * TTile.Rows);
            var scratch = MatrixProductScratch.Own(MatrixProductBlock<TTile>.ScratchLength);
            MatrixProductBlock<TTile>.Multiply(A.From(from, 0, A.Steps), B, to - from, C + from * CRow, CRow, Add, scratch);
        }
    }
}

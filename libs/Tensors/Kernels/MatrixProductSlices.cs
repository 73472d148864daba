using System.Numerics.Tensors;
using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Kernels;

/// <summary>A product with a small result and many steps (a weight gradient over all nodes): slices of the steps are summed apart, then added up in ascending order.</summary>
internal static unsafe class MatrixProductSlices<TTile> where TTile : struct, IMatrixProductTile
{
    private const int StepsPerSlice = 512;
    private const int MostSlices = 16;

    // Rows and columns together: with more, a step of both inputs is too long for enough steps to stay in the cache.
    private const int MostWidth = 512;

    private const int LeastStepsAtOnce = 32;

    // Steps of both inputs that pass over the tiles together: 20 KB, most of a first-level cache.
    private const int CachedValues = 5120;

    /// <summary>Whether a product is better cut by its steps than by its rows.</summary>
    public static bool Suits(in MatrixProductStrip a, in MatrixProductStrip b, int rows, int columns) =>
        a.RowStride == 1 && b.RowStride == 1 && a.Steps >= 2 * StepsPerSlice && rows + columns <= MostWidth;

    /// <summary>c[rows, columns] (+)= a · b, where the strips have the same steps.</summary>
    public static void Multiply(in MatrixProductStrip a, in MatrixProductStrip b, int rows, int columns, float* c, bool add, WorkTeam team)
    {
        var slices = Math.Min(MostSlices, a.Steps / StepsPerSlice);
        // Sums have room for whole tiles.
        var stride = (columns + TTile.Lanes - 1) / TTile.Lanes * TTile.Lanes;
        var values = (rows + TTile.Rows - 1) * stride;
        var work = new Slices { A = a, B = b, Rows = rows, Columns = columns, Stride = stride, Values = values, Count = slices, Sums = MatrixProductScratch.Shared(slices * values) };
        team.Run(slices, ref work);

        for (var row = 0; row < rows; row++)
        {
            var output = new Span<float>(c + row * columns, columns);
            if (!add)
                output.Clear();
            for (var slice = 0; slice < slices; slice++)
                TensorPrimitives.Add(output, new ReadOnlySpan<float>(work.Sums + slice * values + row * stride, columns), output);
        }
    }

    private struct Slices : IChunkWork
    {
        public MatrixProductStrip A;
        public MatrixProductStrip B;
        public int Rows;
        public int Columns;
        public int Stride;
        public int Values;
        public int Count;
        public float* Sums;

        public readonly void Run(int slice)
        {
            var from = (int)((long)A.Steps * slice / Count);
            var to = (int)((long)A.Steps * (slice + 1) / Count);
            var sum = Sums + (nint)slice * Values;
            var part = StepsAtOnce(Rows + Columns);
            var length = MatrixProductBlock<TTile>.ScratchLength;
            var scratch = MatrixProductScratch.Own(length + MatrixProductPanels<TTile>.Width * part);
            for (var step = from; step < to; step += part)
            {
                var steps = Math.Min(part, to - step);
                var panels = new MatrixProductPanels<TTile>(B.From(0, step, steps), Columns, scratch + length, isInPlace: true);
                panels.Pack(0, Columns);
                var output = new MatrixProductBlock<TTile>.Output(Rows, sum, Stride, step > from, scratch, hasRoom: true);
                MatrixProductBlock<TTile>.MultiplyInPlace(A.From(0, step, steps), panels, output, Ahead(A, step + steps, steps), Ahead(B, step + steps, steps));
            }
        }

        private readonly MatrixProductAhead Ahead(in MatrixProductStrip matrix, int step, int steps) =>
            new(matrix.From(0, step, steps).Start, matrix.StepStride * steps, MatrixProductBlock<TTile>.TilesOf(Rows, Columns));

        private static int StepsAtOnce(int values) => Math.Clamp(CachedValues / values & -8, LeastStepsAtOnce, MatrixProductBlock<TTile>.StepsAtOnce);
    }
}

using System.Numerics.Tensors;
using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Kernels;

/// <summary>A product with a small result and many steps (a weight gradient over all nodes): slices of the steps are summed apart, then added up in ascending order.</summary>
internal static unsafe class MatrixProductSlices<TTile> where TTile : struct, IMatrixProductTile
{
    private const int StepsPerSlice = 2048;
    private const int MostSlices = 16;
    private const int MostValues = 1 << 16;
    private const int MostColumns = 512;

    /// <summary>Whether a product is better cut by its steps than by its rows.</summary>
    public static bool Suits(int rows, int steps, int columns) =>
        steps >= 2 * StepsPerSlice && columns <= MostColumns && (long)rows * columns <= MostValues;

    /// <summary>c[rows, columns] (+)= a · b, where the strips have the same steps.</summary>
    public static void Multiply(in MatrixProductStrip a, in MatrixProductStrip b, int rows, int columns, float* c, bool add, WorkTeam team)
    {
        var slices = Math.Min(MostSlices, a.Steps / StepsPerSlice);
        var values = rows * columns;
        var work = new Slices { A = a, B = b, Rows = rows, Columns = columns, Count = slices, Sums = MatrixProductScratch.Shared(slices * values) };
        team.Run(slices, ref work);

        var output = new Span<float>(c, values);
        if (!add)
            output.Clear();
        for (var slice = 0; slice < slices; slice++)
            TensorPrimitives.Add(output, new ReadOnlySpan<float>(work.Sums + slice * values, values), output);
    }

    private struct Slices : IChunkWork
    {
        public MatrixProductStrip A;
        public MatrixProductStrip B;
        public int Rows;
        public int Columns;
        public int Count;
        public float* Sums;

        public readonly void Run(int slice)
        {
            var from = (int)((long)A.Steps * slice / Count);
            var to = (int)((long)A.Steps * (slice + 1) / Count);
            var sum = Sums + (nint)slice * Rows * Columns;
            var length = MatrixProductBlock<TTile>.ScratchLength;
            var part = StepsAtOnce();
            var scratch = MatrixProductScratch.Own(length + MatrixProductBlock<TTile>.PackedLength(Columns, part));
            var packed = scratch + length;
            for (var step = from; step < to; step += part)
            {
                var steps = Math.Min(part, to - step);
                MatrixProductBlock<TTile>.PackColumns(B.From(0, step, steps), 0, Columns, Columns, packed);
                MatrixProductBlock<TTile>.Multiply(A.From(0, step, steps), packed, Rows, Columns, sum, Columns, step > from, scratch);
            }
        }

        private readonly int StepsAtOnce() => MatrixProductBlock<TTile>.StepsAtOnce;
    }
}

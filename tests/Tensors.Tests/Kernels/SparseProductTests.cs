using System.Numerics;
using NetMl.Tensors.Kernels;
using NetMl.Tensors.Parallelism;

namespace NetMl.Tensors.Tests.Kernels;

public sealed class SparseProductTests
{
    public static TheoryData<int, bool> Widths()
    {
        var widths = new TheoryData<int, bool>();
        for (var m = 0; m <= 257; m++)
            widths.Add(m, m % 3 == 1);
        return widths;
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Multiply_EveryWidth_EqualsScalar(int m, bool add)
    {
        Check<float>(rows: 23, columns: 31, entries: 140, m, add, 1e-5f);
        Check<double>(rows: 23, columns: 31, entries: 140, m, add, 1e-13);
    }

    [Theory]
    [InlineData(0, 5, 0)]
    [InlineData(1, 1, 0)]
    [InlineData(1, 1, 1)]
    [InlineData(9, 1, 40)]
    [InlineData(257, 100, 33)]
    public void Multiply_OddShapes_EqualsScalar(int rows, int columns, int entries) => Check<float>(rows, columns, entries, 19, add: true, 1e-5f);

    [Fact]
    public void Multiply_AnyNumberOfThreads_GivesTheSameBits()
    {
        var (pattern, values, x, y) = Random<float>(5000, 3000, 60_000, 40);
        var single = y.ToArray();
        SparseProduct.Multiply<float>(pattern, values, x, 40, single, add: true, WorkTeam.Alone);

        foreach (var threads in (ReadOnlySpan<int>)[2, 3])
        {
            using var team = new WorkTeam(threads);
            var many = y.ToArray();
            SparseProduct.Multiply<float>(pattern, values, x, 40, many, add: true, team);
            Assert.Equal(single, many);
        }
    }

    [Fact]
    public void Multiply_WarmCall_AllocatesNothing()
    {
        using var team = new WorkTeam(2);
        var (pattern, values, x, y) = Random<float>(5000, 3000, 60_000, 40);
        SparseProduct.Multiply<float>(pattern, values, x, 40, y, add: false, team);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var run = 0; run < 10; run++)
            SparseProduct.Multiply<float>(pattern, values, x, 40, y, add: false, team);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Multiply_WrongLength_Throws()
    {
        var (pattern, values, x, y) = Random<float>(4, 5, 8, 3);

        Assert.Throws<ArgumentException>(() => SparseProduct.Multiply<float>(pattern, values, x, 2, y, add: false, WorkTeam.Alone));
    }

    private static void Check<T>(int rows, int columns, int entries, int m, bool add, T tolerance) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (pattern, values, x, y) = Random<T>(rows, columns, entries, m);
        var expected = y.ToArray();
        SparseProduct.MultiplyScalar<T>(pattern.Offsets, pattern.Sources, values, x, m, expected, add);

        SparseProduct.Multiply<T>(pattern, values, x, m, y, add, WorkTeam.Alone);

        for (var i = 0; i < y.Length; i++)
            Assert.True(T.Abs(expected[i] - y[i]) <= tolerance * T.CreateChecked(entries), $"[{i}]: {expected[i]} and {y[i]}");
    }

    private static (Adjacency Pattern, T[] Values, T[] X, T[] Y) Random<T>(int rows, int columns, int entries, int m) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var random = new Random(rows + entries + m);
        var pattern = Adjacency.Group(
            rows, columns, [.. Enumerable.Range(0, entries).Select(_ => random.Next(rows))], [.. Enumerable.Range(0, entries).Select(_ => random.Next(columns))], skipSelf: false);
        return (pattern, Numbers(entries), Numbers(columns * m), Numbers(rows * m));

        T[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => T.CreateChecked(random.NextDouble() * 2 - 1))];
    }
}

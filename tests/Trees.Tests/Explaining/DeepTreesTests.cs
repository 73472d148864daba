using NetMl.Tensors.Files;

namespace NetMl.Trees.Tests.Explaining;

/// <summary>
/// Chains, as deep as trees get. Question i asks column i modulo the columns: 0 stops at leaf i, 1 goes on; leaf i answers (−1)^i (i mod 5 + 1) for 1 + 37 i mod 11 training rows.
/// </summary>
public sealed class DeepTreesTests
{
    private const double Tolerance = 1e-11;

    /// <param name="every">The row stops at each column of this many; 0 = at none.</param>
    [Theory]
    [InlineData(40, 0)]
    [InlineData(40, 7)]
    [InlineData(100, 0)]
    [InlineData(100, 7)]
    [InlineData(100, 1)]
    public void Explain_ChainOfManyColumns_EqualsTheSumsOverAllSubsets(int columns, int every)
    {
        float[] row = [.. Enumerable.Range(0, columns).Select(column => every > 0 && column % every == every - 1 ? 0f : 1f)];

        var why = Chain(columns, columns).Explain(row, 1, CancellationToken.None);

        Assert.Equal(Enumerable.Range(0, columns + 1).Sum(leaf => Answer(leaf) * Rows(leaf)) / Enumerable.Range(0, columns + 1).Sum(Rows), why.Mean, Tolerance);
        Assert.Equal(Answer(every > 0 ? every - 1 : columns), why.OfRow, Tolerance);
        Assert.Equal(why.OfRow, why.Mean + why.Shares.Sum(), Tolerance);
        Assert.Equal(Exact(columns, row), why.Shares, (one, other) => Math.Abs(one - other) < Tolerance);
    }

    /// <summary>No call per level, and no way back to the root per leaf: either would end here.</summary>
    [Fact]
    public void Explain_ChainOfManyQuestionsToTwoColumns_AddsUp()
    {
        var why = Chain(200_000, 2).Explain([1, 1], 1, CancellationToken.None);

        Assert.Equal(Answer(200_000), why.OfRow);
        Assert.Equal(why.OfRow, why.Mean + why.Shares.Sum(), 1e-9);
    }

    private static double Answer(int leaf) => (leaf % 2 == 0 ? 1 : -1) * (leaf % 5 + 1);

    private static int Rows(int leaf) => 1 + 37 * (leaf % 11) % 11;

    /// <summary>By the definition: a leaf's worth is Π o over the known columns of its path · Π z over the others, and the sets of one size are the coefficients of Π (o x + z).</summary>
    private static double[] Exact(int columns, float[] row)
    {
        var (shares, below) = (new double[columns], new double[columns + 2]);
        for (var leaf = columns; leaf >= 0; leaf--)
            below[leaf] = below[leaf + 1] + Rows(leaf);
        for (var leaf = 0; leaf <= columns; leaf++)
        {
            (double Passes, double Share)[] path =
            [
                .. Enumerable.Range(0, leaf).Select(on => ((double)row[on], below[on + 1] / below[on])),
                .. leaf < columns ? [(1.0 - row[leaf], Rows(leaf) / below[leaf])] : Array.Empty<(double, double)>(),
            ];
            for (var i = 0; i < path.Length; i++)
                shares[i] += Answer(leaf) * (path[i].Passes - path[i].Share) * MeanOverOrders([.. path[..i], .. path[(i + 1)..]]);
        }
        return shares;
    }

    /// <summary>Σ over sets S of n − 1 columns of |S|! (n − 1 − |S|)! / n! · Π o in S · Π z outside.</summary>
    private static double MeanOverOrders((double Passes, double Share)[] others)
    {
        var bySize = new double[others.Length + 1];
        bySize[0] = 1;
        for (var known = 0; known < others.Length; known++)
            for (var size = known + 1; size >= 0; size--)
                bySize[size] = bySize[size] * others[known].Share + (size > 0 ? bySize[size - 1] * others[known].Passes : 0);
        var (sum, weight) = (0.0, 1.0 / bySize.Length);
        for (var size = 0; size < bySize.Length; size++)
        {
            sum += weight * bySize[size];
            weight *= (size + 1.0) / Math.Max(1, others.Length - size);
        }
        return sum;
    }

    /// <summary>Question i at place 2 i, its leaf after it.</summary>
    private static BoostedTrees Chain(int questions, int columns)
    {
        var nodes = 2 * questions + 1;
        var (feature, value, left, rows) = (new int[nodes], new float[nodes], new int[nodes], new int[nodes]);
        for (var leaf = questions; leaf >= 0; leaf--)
        {
            var place = Math.Min(2 * leaf + 1, nodes - 1);
            (feature[place], value[place], rows[place]) = (-1, (float)Answer(leaf), Rows(leaf));
            if (leaf < questions)
                (feature[2 * leaf], value[2 * leaf], left[2 * leaf], rows[2 * leaf]) = (leaf % columns, 0.5f, place, rows[place] + rows[place + 1]);
        }
        var writer = new SafetensorsWriter();
        writer.Add("t.feature", feature);
        writer.Add("t.value", value);
        writer.Add("t.left", left);
        writer.Add("t.missing_left", new byte[nodes]);
        writer.Add("t.root", [0]);
        writer.Add("t.output", [0]);
        writer.Add("t.baseline", [0.0]);
        writer.Add("t.gains", new double[columns]);
        writer.Add("t.rows", rows);
        return BoostedTrees.Read(Safetensors.Read(writer.ToArray()), "t");
    }
}

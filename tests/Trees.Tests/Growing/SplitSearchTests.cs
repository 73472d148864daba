using System.Runtime.Intrinsics;
using NetMl.Tensors.Parallelism;
using NetMl.Trees.Binning;
using NetMl.Trees.Growing;
using NetMl.Trees.Tests.Fixtures;

namespace NetMl.Trees.Tests.Growing;

/// <summary>Against the definition: every cut of every feature, in floating point, row by row.</summary>
public sealed class SplitSearchTests
{
    private const int Rows = 400;

    [Theory]
    [InlineData(2, false)]
    [InlineData(5, true)]
    [InlineData(23, false)]
    [InlineData(24, true)]
    [InlineData(25, false)]
    [InlineData(26, true)]
    [InlineData(61, true)]
    [InlineData(250, false)]
    [InlineData(250, true)]
    public void Best_OfAllCuts_IsTheOneOfTheDefinition(int distinct, bool missing)
    {
        var values = Enumerable.Range(0, Rows).Select(row => missing && FormulaTable.Word(row, 9) % 6 == 0 ? float.NaN : FormulaTable.Word(row, distinct) % distinct).ToArray();
        var data = BinnedRows.Of(values, 1, [.. Enumerable.Range(0, Rows)], 255, WorkTeam.Alone, CancellationToken.None);
        var gradients = Enumerable.Range(0, Rows).Select(row => FormulaTable.Word(row, 20) % 1000 / 1000.0 - 0.5 + (values[row] > distinct / 2.0 ? 0.1 : 0)).ToArray();
        var hessians = Enumerable.Range(0, Rows).Select(row => FormulaTable.Word(row, 21) % 1000 / 4000.0).ToArray();
        var units = new FixedPoint(Rows, gradients.Sum(Math.Abs), hessians.Sum());
        var pairs = gradients.Zip(hessians, units.Row).ToArray();
        var total = pairs.Aggregate(Vector128<long>.Zero, (sum, pair) => sum + pair);
        var settings = new BoostingSettings(MinLeafRows: 7, L2: 0.5);
        var block = Assert.Single(data.Blocks);
        var slots = new Vector128<long>[block.Slots];
        Histogram.Fill(block, [.. Enumerable.Range(0, Rows)], pairs, total, slots);

        var best = new SplitSearch(units, settings).Best(block, 0, slots, total);

        var expected = Definition(values, gradients, hessians, settings).MaxBy(cut => cut.Gain);
        Assert.Equal(expected.Gain, best.Gain, 1e-6 * expected.Gain);
        var (threshold, bins) = (best.Bin, block.Features[0].Bins);
        Assert.Equal(expected.Bin, threshold);
        Assert.Equal(expected.Lefts, units.Rows(best.Left[1]));
        Assert.Equal(missing, bins.HasMissing);
    }

    private static IEnumerable<(double Gain, int Bin, int Lefts)> Definition(float[] values, double[] gradients, double[] hessians, BoostingSettings settings)
    {
        var distinct = values.Where(value => !float.IsNaN(value)).Distinct().Order().ToArray();
        foreach (var missingLeft in new[] { false, true })
        {
            for (var bin = 0; bin < distinct.Length; bin++)
            {
                var left = Enumerable.Range(0, Rows).Where(row => float.IsNaN(values[row]) ? missingLeft : values[row] <= distinct[bin]).ToList();
                var right = Enumerable.Range(0, Rows).Except(left).ToList();
                if (left.Count >= settings.MinLeafRows && right.Count >= settings.MinLeafRows)
                    yield return (Part(left) + Part(right) - Part([.. Enumerable.Range(0, Rows)]), bin, left.Count);
            }
        }

        double Part(List<int> rows) => Math.Pow(rows.Sum(row => gradients[row]), 2) / (rows.Sum(row => hessians[row]) + settings.L2);
    }
}

using System.Runtime.Intrinsics;
using NetMl.Tensors.Parallelism;
using NetMl.Trees.Binning;
using NetMl.Trees.Growing;
using NetMl.Trees.Tests.Fixtures;

namespace NetMl.Trees.Tests.Growing;

public sealed class HistogramTests
{
    private const int Rows = 500;

    // Four columns of a one-hot category, three that are seldom anything but 0, one of many values, one that is constant.
    private const int Features = 9;

    [Fact]
    public void Fill_SomeRows_IsTheSumOfEachBin()
    {
        var (values, data) = Table();
        var (pairs, rows) = (Pairs(), Enumerable.Range(0, Rows).Where(row => row % 3 != 0).ToArray());
        var total = rows.Aggregate(Vector128<long>.Zero, (sum, row) => sum + pairs[row]);
        var found = 0;

        foreach (var block in data.Blocks)
        {
            var slots = new Vector128<long>[block.Slots];
            Histogram.Fill(block, rows, pairs, total, slots);
            foreach (var feature in block.Features)
            {
                found++;
                for (var bin = 0; bin < feature.Bins.Slots; bin++)
                {
                    var expected = rows.Where(row => Bin(feature.Bins, values[row * Features + feature.Feature]) == bin).Aggregate(Vector128<long>.Zero, (sum, row) => sum + pairs[row]);
                    Assert.Equal(expected, slots[feature.FirstSlot + bin]);
                }
            }
        }

        Assert.Equal(Features - 1, found);
    }

    [Fact]
    public void Of_OneHotColumns_ShareOneColumn()
    {
        var (_, data) = Table();

        // The category, the many values, and what is seldom in the rows of others.
        Assert.InRange(data.Blocks.Sum(block => block.Width), 2, 5);
        Assert.Contains(data.Blocks.SelectMany(block => block.Features), feature => feature.UsualBin >= 0);
    }

    [Fact]
    public void Part_ByEachFeature_KeepsOrderAndSides()
    {
        var (values, data) = Table();
        foreach (var (block, index) in data.Blocks.Select((block, index) => (block, index)))
        {
            for (var place = 0; place < block.Features.Length; place++)
            {
                var feature = block.Features[place];
                var partition = new RowPartition(Rows);
                partition.Reset();
                var split = new Split(1, feature.Feature, index, place, Bin: 0, IsMissingLeft: false, default);

                var lefts = partition.Part(0, Rows, block, split, WorkTeam.Alone);

                var expected = Enumerable.Range(0, Rows).Where(row => Bin(feature.Bins, values[row * Features + feature.Feature]) == 0).ToArray();
                Assert.Equal(expected, partition.Rows(0, lefts).ToArray());
                Assert.Equal(Enumerable.Range(0, Rows).Except(expected), partition.Rows(lefts, Rows - lefts).ToArray());
            }
        }
    }

    private static (float[] Values, BinnedRows Data) Table()
    {
        var values = new float[Rows * Features];
        for (var row = 0; row < Rows; row++)
        {
            var x = values.AsSpan(row * Features, Features);
            x[(int)(FormulaTable.Word(row, 1) % 4)] = 1;
            for (var f = 4; f < 7; f++)
                x[f] = FormulaTable.Word(row, f) % 20 == 0 ? FormulaTable.Word(row, f + 10) % 5 == 0 ? float.NaN : FormulaTable.Word(row, f + 10) % 5 : 0;
            x[7] = FormulaTable.Word(row, 7) % 300;
            x[8] = 3;
        }
        return (values, BinnedRows.Of(values, Features, [.. Enumerable.Range(0, Rows)], 255, WorkTeam.Alone, CancellationToken.None));
    }

    private static Vector128<long>[] Pairs() =>
        [.. Enumerable.Range(0, Rows).Select(row => Vector128.Create(FormulaTable.Word(row, 50) - (1L << 31), FormulaTable.Word(row, 51)))];

    // The definition, without a search.
    private static int Bin(FeatureBins bins, float value) => float.IsNaN(value) ? bins.Bins : bins.Thresholds.Count(threshold => threshold < value);
}

namespace NetMl.Benchmarks.TreesSuite;

/// <summary>A made-up table of many columns of many values, twelve of which tell the class.</summary>
internal static class WideTable
{
    private const int Telling = 12;

    public static TreesTable Make(int rows, int features)
    {
        var random = new Random(1);
        var (values, labels) = (new float[rows * features], new int[rows]);
        for (var row = 0; row < rows; row++)
        {
            var x = values.AsSpan(row * features, features);
            foreach (ref var value in x)
                value = (float)(random.NextDouble() + random.NextDouble() - 1);
            var signal = 0.0;
            for (var f = 0; f < Telling; f += 2)
                signal += x[f] * x[f + 1] * 4 + x[f] * (f % 4 == 0 ? 1 : -1);
            labels[row] = signal + random.NextDouble() - 0.5 > 0 ? 1 : 0;
        }
        return TreesTable.SplitByPlace("wide", $"made up, {rows} rows of {features} columns", features, 2, new TablePart(values, labels));
    }
}

namespace NetMl.Trees.Tests.Fixtures;

/// <summary>Tables by the formula of tests/fixtures/sklearn/trees.py.</summary>
internal sealed record FormulaTable(float[] Values, int[] Labels)
{
    public const int Features = 6;

    public static FormulaTable Of(BoostedAnswer answer) => Of(answer.Rows, answer.Edges, answer.Missing, answer.Many);

    /// <param name="edges">Signals above edge i have a class above i.</param>
    public static FormulaTable Of(int rows, double[] edges, bool missing = false, bool many = false)
    {
        var (values, labels) = (new float[rows * Features], new int[rows]);
        for (var row = 0; row < rows; row++)
        {
            var x = values.AsSpan(row * Features, Features);
            for (var f = 0; f < Features; f++)
                x[f] = Word(row, f) % (2 + 5 * f);
            if (many)
                x[5] = (float)(Word(row, 5) % 100_000 / 7.0);
            var signal = x[1] * 3 + Math.Abs(x[3] - 8) * 2 + x[4] * x[0] / 2 + Word(row, 20) % 7;
            labels[row] = edges.Count(edge => edge < signal);
            if (missing && Word(row, 30) % 5 == 0)
                x[3] = float.NaN;
            if (missing && Word(row, 31) % 3 == 0 && labels[row] == 0)
                x[2] = float.NaN;
        }
        return new FormulaTable(values, labels);
    }

    /// <summary>A 32-bit number of its place.</summary>
    public static uint Word(int place, int salt)
    {
        var n = unchecked((uint)place + (uint)salt * 7919 + 1);
        foreach (var factor in (ReadOnlySpan<uint>)[0x7FEB352D, 0x846CA68B])
            n = unchecked((n ^ (n >> 16)) * factor);
        return n ^ (n >> 16);
    }
}

namespace NetMl.Tensors.Tests.Kernels;

/// <summary>Compares sums whose order may differ.</summary>
internal static class Close
{
    // Relative to numbers of about one and sums of some hundred of them.
    private const double FloatTolerance = 2e-5;

    public static void Assert(float[] expected, float[] actual)
    {
        Xunit.Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Xunit.Assert.True(Math.Abs(expected[i] - actual[i]) <= FloatTolerance * Math.Max(1, Math.Abs(expected[i])), $"[{i}]: {expected[i]} and {actual[i]}");
    }
}

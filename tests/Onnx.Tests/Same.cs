namespace NetMl.Onnx.Tests;

/// <summary>Compares what the runtime gave with what we give.</summary>
internal static class Same
{
    public const float Tolerance = 1e-4f;

    public static void Numbers(float[] expected, RuntimeTensor actual)
    {
        var numbers = actual.Floats;
        Assert.Equal(expected.Length, numbers.Length);
        for (var i = 0; i < numbers.Length; i++)
            Assert.True(MathF.Abs(expected[i] - numbers[i]) <= Tolerance * MathF.Max(1, MathF.Abs(expected[i])), $"Number {i} of {numbers.Length} is {numbers[i]} instead of {expected[i]}.");
    }

    public static void Probabilities(float[] expected, RuntimeTensor probabilities, RuntimeTensor names, IReadOnlyList<string> classes)
    {
        Numbers(expected, probabilities);
        Assert.Equal([expected.Length / classes.Count, classes.Count], probabilities.Dims);
        var rows = expected.Chunk(classes.Count).ToArray();
        Assert.Equal(rows.Length, names.Texts.Length);
        for (var row = 0; row < rows.Length; row++)
            Assert.True(rows[row][classes.ToList().IndexOf(names.Texts[row])] >= rows[row].Max() - Tolerance, $"Row {row} is called {names.Texts[row]}.");
    }
}

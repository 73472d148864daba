namespace NetMl.Tensors.Tests;

/// <summary>Random sparse patterns: row 0 hears nobody, row 1 hears many, pairs may repeat.</summary>
internal static class Patterns
{
    public static Adjacency Random(int rows, int columns, int entries, int seed)
    {
        var random = new Random(seed);
        var listeners = Enumerable.Range(0, entries).Select(e => e % 4 == 0 ? 1 : random.Next(1, rows)).ToArray();
        return Adjacency.Group(rows, columns, listeners, [.. listeners.Select(_ => random.Next(columns))], skipSelf: false);
    }

    public static float[] Numbers(int length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (float)(random.NextDouble() * 2 - 1))];
    }
}

namespace NetMl.Benchmarks.TreesSuite;

/// <summary>A table in two parts.</summary>
/// <param name="Name">As figures say it.</param>
/// <param name="Words">What it is.</param>
internal sealed record TreesTable(string Name, string Words, int Features, int Classes, TablePart Train, TablePart Test)
{
    /// <summary>Every tenth row but three to learn from, in an order that does not depend on the classes.</summary>
    public static TreesTable SplitByPlace(string name, string words, int features, int classes, TablePart all)
    {
        var (train, test) = (new List<int>(), new List<int>());
        for (var row = 0; row < all.Labels.Length; row++)
            (Hash(row) % 10 < 7 ? train : test).Add(row);
        return new TreesTable(name, words, features, classes, all.Pick(train, features), all.Pick(test, features));
    }

    /// <summary>A number of a place: multiplicative hashing, the same everywhere.</summary>
    public static uint Hash(int place)
    {
        var n = unchecked((uint)place + 1) * 0x9E3779B1;
        n = (n ^ (n >> 15)) * 0x85EBCA77;
        return n ^ (n >> 13);
    }
}

/// <param name="Values">[rows, features].</param>
/// <param name="Labels">[rows].</param>
internal sealed record TablePart(float[] Values, int[] Labels)
{
    public TablePart Pick(List<int> rows, int features)
    {
        var values = new float[rows.Count * features];
        for (var i = 0; i < rows.Count; i++)
            Values.AsSpan(rows[i] * features, features).CopyTo(values.AsSpan(i * features));
        return new TablePart(values, [.. rows.Select(row => Labels[row])]);
    }
}

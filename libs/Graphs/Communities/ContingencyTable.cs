namespace NetMl.Graphs.Communities;

/// <summary>How many nodes two divisions put into each pair of groups.</summary>
/// <param name="Cells">Nodes by (group of the first, group of the second); only pairs that occur, in the order in which they first do.</param>
/// <param name="Firsts">Nodes in each group of the first division.</param>
/// <param name="Seconds">Nodes in each group of the second.</param>
internal sealed record ContingencyTable(IReadOnlyList<(int First, int Second, long Nodes)> Cells, long[] Firsts, long[] Seconds, long Nodes)
{
    /// <exception cref="ArgumentException">The divisions have different lengths.</exception>
    public static ContingencyTable Of(ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        if (first.Length != second.Length)
            throw new ArgumentException($"{second.Length} groups for {first.Length} nodes: give one each.", nameof(second));
        var (rows, columns) = (new Dictionary<int, int>(), new Dictionary<int, int>());
        var (firsts, seconds) = (new List<long>(), new List<long>());
        var cells = new OrderedDictionary<(int First, int Second), long>();
        for (var node = 0; node < first.Length; node++)
        {
            var cell = (Count(rows, firsts, first[node]), Count(columns, seconds, second[node]));
            cells[cell] = cells.GetValueOrDefault(cell) + 1;
        }
        return new ContingencyTable([.. cells.Select(cell => (cell.Key.First, cell.Key.Second, cell.Value))], [.. firsts], [.. seconds], first.Length);
    }

    private static int Count(Dictionary<int, int> numbers, List<long> sizes, int group)
    {
        if (!numbers.TryGetValue(group, out var number))
        {
            numbers.Add(group, number = sizes.Count);
            sizes.Add(0);
        }
        sizes[number]++;
        return number;
    }
}

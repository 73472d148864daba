namespace NetMl.Trees.Binning;

/// <summary>Puts features that are never unusual in the same row into one column, as one-hot columns of a category are.</summary>
/// <remarks>
/// Nothing is lost: a feature's usual bin is what the rest of the rows have. Source: Ke et al. 2017 (LightGBM), section 4, exclusive
/// feature bundling; we differ: no conflict is allowed, so that the trees are the same with and without.
/// </remarks>
internal static class ColumnBundles
{
    /// <summary>Slots of a bundle's features together, and one for rows where all are usual.</summary>
    public const int MostSlots = 256;

    // Bundles that a feature is held against before it has a column of its own.
    private const int MostTries = 64;

    /// <summary>Groups of features, each of which is to be one column: single ones in their order, then bundles.</summary>
    /// <param name="columns">Those with one bin are left out: they part nothing.</param>
    /// <remarks>O(n · features / 64 · bundles) at worst; a conflict is mostly found at once.</remarks>
    public static List<List<BinnedColumn>> Of(IReadOnlyList<BinnedColumn> columns, int rows)
    {
        var singles = new List<List<BinnedColumn>>();
        var sparse = new List<BinnedColumn>();
        foreach (var column in columns)
        {
            if (column.Bins.Slots == 1)
                continue;
            if (column.OtherRows <= rows / 2 && column.Bins.Slots <= MostSlots / 2)
                sparse.Add(column);
            else
                singles.Add([column]);
        }

        // Those with most rows first: they find the fewest partners.
        var bundles = new List<Bundle>();
        foreach (var column in sparse.OrderByDescending(column => column.OtherRows))
        {
            var unusual = Unusual(column, rows);
            var place = bundles.Take(MostTries).FirstOrDefault(bundle => bundle.Fits(column, unusual));
            if (place is null)
                bundles.Add(place = new Bundle(rows));
            place.Add(column, unusual);
        }
        singles.AddRange(bundles.Where(bundle => bundle.Members.Count == 1).Select(bundle => bundle.Members));
        singles.Sort((one, other) => one[0].Feature.CompareTo(other[0].Feature));
        singles.AddRange(bundles.Where(bundle => bundle.Members.Count > 1).Select(bundle => bundle.Members));
        return singles;
    }

    private static ulong[] Unusual(BinnedColumn column, int rows)
    {
        var bits = new ulong[(rows + 63) / 64];
        for (var row = 0; row < rows; row++)
            bits[row >> 6] |= (column.Rows[row] != column.UsualBin ? 1ul : 0) << row;
        return bits;
    }

    private sealed class Bundle(int rows)
    {
        private readonly ulong[] _taken = new ulong[(rows + 63) / 64];
        private int _takenRows;
        private int _slots = 1;

        public List<BinnedColumn> Members { get; } = [];

        public bool Fits(BinnedColumn column, ulong[] unusual)
        {
            if (_slots + column.Bins.Slots > MostSlots || _takenRows + column.OtherRows > rows)
                return false;
            for (var word = 0; word < _taken.Length; word++)
                if ((_taken[word] & unusual[word]) != 0)
                    return false;
            return true;
        }

        public void Add(BinnedColumn column, ulong[] unusual)
        {
            for (var word = 0; word < _taken.Length; word++)
                _taken[word] |= unusual[word];
            _takenRows += column.OtherRows;
            _slots += column.Bins.Slots;
            Members.Add(column);
        }
    }
}

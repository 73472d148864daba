namespace NetMl.Graphs.Csr;

/// <summary>One sum per node or community of which few are touched at a time; cleared in time proportional to these.</summary>
internal sealed class SparseSums(int count)
{
    private readonly double[] _sums = new double[count];
    private readonly int[] _touched = new int[count];
    private int _count;

    /// <summary>What has a sum above 0, in the order in which it first got something.</summary>
    public ReadOnlySpan<int> Touched => _touched.AsSpan(0, _count);

    public double this[int index] => _sums[index];

    /// <param name="amount">≥ 0; 0 changes nothing.</param>
    public void Add(int index, double amount)
    {
        ref var sum = ref _sums[index];
        if (sum == 0 && amount > 0)
            _touched[_count++] = index;
        sum += amount;
    }

    public void Clear()
    {
        foreach (var index in Touched)
            _sums[index] = 0;
        _count = 0;
    }
}

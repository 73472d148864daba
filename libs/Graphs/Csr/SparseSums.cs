namespace NetMl.Graphs.Csr;

/// <summary>One sum per node or community of which few are touched at a time; cleared in time proportional to these.</summary>
internal sealed class SparseSums(int count)
{
    private readonly double[] _sums = new double[count];
    private readonly bool[] _isTouched = new bool[count];
    private readonly int[] _touched = new int[count];
    private int _count;

    /// <summary>What got something, in the order in which it first did.</summary>
    public ReadOnlySpan<int> Touched => _touched.AsSpan(0, _count);

    public double this[int index] => _sums[index];

    public void Add(int index, double amount)
    {
        if (!_isTouched[index])
        {
            _isTouched[index] = true;
            _touched[_count++] = index;
        }
        _sums[index] += amount;
    }

    public void Clear()
    {
        foreach (var index in Touched)
        {
            _sums[index] = 0;
            _isTouched[index] = false;
        }
        _count = 0;
    }
}

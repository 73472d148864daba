namespace NetMl.Graphs.Communities;

/// <summary>Total weight between one node and each community near it; cleared in time proportional to what was touched.</summary>
internal sealed class LinkWeights(int communities)
{
    private readonly double[] _weight = new double[communities];
    private readonly bool[] _isTouched = new bool[communities];
    private readonly int[] _touched = new int[communities];
    private int _count;

    /// <summary>Communities that got something, in the order in which they first did.</summary>
    public ReadOnlySpan<int> Touched => _touched.AsSpan(0, _count);

    public double this[int community] => _weight[community];

    public void Add(int community, double weight)
    {
        if (!_isTouched[community])
        {
            _isTouched[community] = true;
            _touched[_count++] = community;
        }
        _weight[community] += weight;
    }

    public void Clear()
    {
        foreach (var community in Touched)
        {
            _weight[community] = 0;
            _isTouched[community] = false;
        }
        _count = 0;
    }
}

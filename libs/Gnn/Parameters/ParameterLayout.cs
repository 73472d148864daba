namespace NetMl.Gnn.Parameters;

/// <summary>Where one weight matrix lies in the flat list of a network's parameters.</summary>
/// <param name="Name">Stable: the tensor's name in the model artifact.</param>
public readonly record struct ParameterSlot(string Name, int Offset, int Rows, int Columns, bool IsBias)
{
    public int Count => checked(Rows * Columns);
}

/// <summary>All parameters of a network as one flat list, so that they can be cut into ranges and summed without knowing the layers.</summary>
public sealed class ParameterLayout
{
    private readonly List<ParameterSlot> _slots = [];

    public IReadOnlyList<ParameterSlot> Slots => _slots;

    /// <summary>Number of parameters.</summary>
    public int Count { get; private set; }

    /// <summary>Appends a weight matrix.</summary>
    public ParameterSlot AddWeight(string name, int rows, int columns) => Add(name, rows, columns, isBias: false);

    /// <summary>Appends a row that is added to every row.</summary>
    public ParameterSlot AddBias(string name, int columns) => Add(name, 1, columns, isBias: true);

    /// <summary>Starting values: weights uniform in ±√(6 / (rows + columns)), biases zero.</summary>
    /// <remarks>The same seed gives the same bits. Source: Glorot &amp; Bengio 2010.</remarks>
    public float[] Initialise(int seed)
    {
        var random = new Random(seed);
        var values = new float[Count];
        foreach (var slot in _slots)
        {
            if (slot.IsBias)
                continue;
            var limit = Math.Sqrt(6.0 / (slot.Rows + slot.Columns));
            foreach (ref var value in values.AsSpan(slot.Offset, slot.Count))
                value = (float)((random.NextDouble() * 2 - 1) * limit);
        }
        return values;
    }

    private ParameterSlot Add(string name, int rows, int columns, bool isBias)
    {
        if (_slots.Any(slot => slot.Name == name))
            throw new ArgumentException($"The parameter '{name}' exists.", nameof(name));
        var slot = new ParameterSlot(name, Count, rows, columns, isBias);
        _slots.Add(slot);
        Count = checked(Count + slot.Count);
        return slot;
    }
}

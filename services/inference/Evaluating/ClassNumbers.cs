namespace NetMl.Inference.Evaluating;

/// <summary>Numbers for the names of classes, in the order in which they are met, alike for all models and items of an evaluation.</summary>
internal sealed class ClassNumbers
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    public IReadOnlyList<string> Names => _names;

    public int Of(string name)
    {
        if (_numbers.TryGetValue(name, out var number))
            return number;
        _names.Add(name);
        return _numbers[name] = _names.Count - 1;
    }
}

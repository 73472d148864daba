namespace NetMl.Flows.Text;

/// <summary>Remembers which field stood at which place of the line before, since writers keep their order: most names cost one comparison.</summary>
/// <param name="find">The field of a name; called when the memory does not help.</param>
internal sealed class NameMemory<T>(NameMemory<T>.Finder find)
{
    private const int MaxPlaces = 64;
    private const int MaxNameBytes = 64;

    private readonly List<(byte[] Name, T Field)> _places = [];

    public delegate T Finder(ReadOnlySpan<byte> name);

    public T Find(ReadOnlySpan<byte> name, int place)
    {
        if (place < _places.Count && name.SequenceEqual(_places[place].Name))
            return _places[place].Field;
        var field = find(name);
        if (place == _places.Count && place < MaxPlaces && name.Length <= MaxNameBytes)
            _places.Add((name.ToArray(), field));
        return field;
    }
}

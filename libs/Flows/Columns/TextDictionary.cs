using System.Text;

namespace NetMl.Flows.Columns;

/// <summary>Distinct UTF-8 texts, numbered from 0 in order of first appearance. Immutable; strings are made once, on first use.</summary>
/// <param name="bytes">All texts, one after the other.</param>
/// <param name="offsets">[n + 1], ascending, first 0, last = bytes used.</param>
internal sealed class TextDictionary(byte[] bytes, int[] offsets)
{
    private string[]? _strings;

    public static TextDictionary Empty { get; } = new([], [0]);

    public int Count => offsets.Length - 1;

    public ReadOnlySpan<byte> Bytes => bytes;

    public ReadOnlySpan<int> Offsets => offsets;

    public IReadOnlyList<string> Strings => _strings ??= Decode();

    public ReadOnlySpan<byte> this[int index] => bytes.AsSpan(offsets[index]..offsets[index + 1]);

    private string[] Decode()
    {
        var strings = new string[Count];
        for (var i = 0; i < strings.Length; i++)
            strings[i] = Encoding.UTF8.GetString(this[i]);
        return strings;
    }
}

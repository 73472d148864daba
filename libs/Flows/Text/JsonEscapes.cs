using System.Text;

namespace NetMl.Flows.Text;

/// <summary>Resolves backslashes in JSON texts into one buffer that serves a whole line.</summary>
internal sealed class JsonEscapes
{
    private byte[] _buffer = new byte[256];
    private int _used;

    /// <summary>Begins a line of this length; texts of the line before are gone.</summary>
    public void Start(int lineLength)
    {
        _used = 0;
        if (_buffer.Length < lineLength)
            _buffer = new byte[lineLength];
    }

    /// <summary>The text without escapes; unknown escapes stand for themselves, lone surrogates become U+FFFD.</summary>
    public ReadOnlySpan<byte> Resolve(ReadOnlySpan<byte> text)
    {
        var start = _used;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '\\' || at + 1 == text.Length)
            {
                _buffer[_used++] = text[at];
                continue;
            }
            at++;
            if (text[at] == 'u' && TryRune(text[at..], out var rune, out var length))
            {
                _used += rune.EncodeToUtf8(_buffer.AsSpan(_used));
                at += length - 1;
                continue;
            }
            _buffer[_used++] = text[at] switch
            {
                (byte)'n' => (byte)'\n',
                (byte)'t' => (byte)'\t',
                (byte)'r' => (byte)'\r',
                (byte)'b' => 8,
                (byte)'f' => 12,
                var other => other,
            };
        }
        return _buffer.AsSpan(start.._used);
    }

    // text begins at the u of \uXXXX; length counts from there, the second half of a pair included.
    private static bool TryRune(ReadOnlySpan<byte> text, out Rune rune, out int length)
    {
        (rune, length) = (Rune.ReplacementChar, 5);
        if (!TryUnit(text, out var first))
            return false;
        if (!char.IsSurrogate(first))
            rune = new Rune(first);
        else if (text.Length >= 11 && text[5] == '\\' && text[6] == 'u' && TryUnit(text[6..], out var second) && Rune.TryCreate(first, second, out var pair))
            (rune, length) = (pair, 11);
        return true;
    }

    private static bool TryUnit(ReadOnlySpan<byte> text, out char unit)
    {
        unit = default;
        if (text.Length < 5)
            return false;
        var value = 0;
        foreach (var c in text[1..5])
        {
            var digit = HostAddressParser.HexDigit(c);
            if (digit < 0)
                return false;
            value = value << 4 | digit;
        }
        unit = (char)value;
        return true;
    }
}

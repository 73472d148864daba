namespace NetMl.Flows.Text;

/// <summary>What kind of value a JSON field holds.</summary>
internal enum JsonKind : byte
{
    Text, Number, True, False, Null, Nested,
}

/// <summary>Walks over the fields of one flat JSON object. Nothing is allocated and nothing thrown: what is not JSON ends the walk with <see cref="IsBroken"/>.</summary>
/// <remarks>RFC 8259, but lenient inside numbers, whose readers check them, and inside nested values, which are only passed over.</remarks>
internal ref struct JsonFields(ReadOnlySpan<byte> line)
{
    private readonly ReadOnlySpan<byte> _line = line;
    private int _at;
    private bool _inside;

    /// <summary>The line is no JSON object, or is cut short.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Between its quotes, escapes as they are.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>Text between its quotes with escapes as they are, or the number's characters.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    public JsonKind Kind { get; private set; }

    /// <summary>The value is a text with backslashes (<see cref="JsonEscapes"/>).</summary>
    public bool IsEscaped { get; private set; }

    /// <summary>Goes to the next field; false at the end of the object or where it breaks.</summary>
    public bool MoveNext()
    {
        if (!_inside)
        {
            if (!Take((byte)'{'))
                return Break();
            _inside = true;
            if (Take((byte)'}'))
                return End();
        }
        else if (Take((byte)'}'))
            return End();
        else if (!Take((byte)','))
            return Break();
        if (!TakeText(out var name, out _) || !Take((byte)':') || !TakeValue())
            return Break();
        Name = name;
        return true;
    }

    private bool TakeValue()
    {
        SkipSpace();
        IsEscaped = false;
        if (_at >= _line.Length)
            return false;
        switch (_line[_at])
        {
            case (byte)'"':
                Kind = JsonKind.Text;
                var taken = TakeText(out var text, out var escaped);
                Value = text;
                IsEscaped = escaped;
                return taken;
            case (byte)'t':
                return TakeWord("true"u8, JsonKind.True);
            case (byte)'f':
                return TakeWord("false"u8, JsonKind.False);
            case (byte)'n':
                return TakeWord("null"u8, JsonKind.Null);
            case (byte)'{' or (byte)'[':
                return TakeNested();
            default:
                return TakeNumber();
        }
    }

    private bool TakeNumber()
    {
        var start = _at;
        while (_at < _line.Length && (_line[_at] is >= (byte)'0' and <= (byte)'9' or (byte)'.' or (byte)'-' or (byte)'+' or (byte)'e' or (byte)'E'))
            _at++;
        Value = _line[start.._at];
        Kind = JsonKind.Number;
        return _at > start;
    }

    private bool TakeWord(ReadOnlySpan<byte> word, JsonKind kind)
    {
        Kind = kind;
        Value = default;
        if (!_line[_at..].StartsWith(word))
            return false;
        _at += word.Length;
        return true;
    }

    private bool TakeNested()
    {
        Kind = JsonKind.Nested;
        Value = default;
        for (var depth = 0; _at < _line.Length;)
        {
            var c = _line[_at];
            if (c == '"')
            {
                if (!TakeText(out _, out _))
                    return false;
                continue;
            }
            _at++;
            if (c is (byte)'{' or (byte)'[')
                depth++;
            else if (c is (byte)'}' or (byte)']' && --depth == 0)
                return true;
        }
        return false;
    }

    private bool TakeText(out ReadOnlySpan<byte> text, out bool escaped)
    {
        text = default;
        escaped = false;
        if (!Take((byte)'"'))
            return false;
        for (var start = _at; ;)
        {
            var found = _line[_at..].IndexOfAny((byte)'"', (byte)'\\');
            if (found < 0)
                return false;
            _at += found;
            if (_line[_at] == '"')
            {
                text = _line[start.._at++];
                return true;
            }
            escaped = true;
            _at += 2;
            if (_at > _line.Length)
                return false;
        }
    }

    private bool Take(byte expected)
    {
        SkipSpace();
        if (_at >= _line.Length || _line[_at] != expected)
            return false;
        _at++;
        return true;
    }

    private void SkipSpace()
    {
        while (_at < _line.Length && (_line[_at] is (byte)' ' or (byte)'\t' or (byte)'\r'))
            _at++;
    }

    private bool End()
    {
        SkipSpace();
        IsBroken = _at != _line.Length;
        return false;
    }

    private bool Break()
    {
        IsBroken = true;
        return false;
    }
}

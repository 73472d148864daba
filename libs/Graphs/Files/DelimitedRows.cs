using System.Text;

namespace NetMl.Graphs.Files;

/// <summary>Reads rows of TSV, CSV or blank-separated UTF-8 text one after another, in bounded memory.</summary>
/// <remarks>
/// The first row tells the separator: a tab if it has one, else a comma, else runs of blanks. Lines that begin with # or % and empty lines are
/// left out. A field of a TSV or CSV row may stand in quotes, a quote inside it doubled, and may not go over the end of the line. Blanks around
/// a CSV field without quotes do not count.
/// </remarks>
/// <param name="stream">Read once, not disposed.</param>
public sealed class DelimitedRows(Stream stream) : IDisposable
{
    /// <summary>The longest line that is read.</summary>
    public const int MaxLineCharacters = 1 << 20;

    private readonly StreamReader _reader = new(stream, new UTF8Encoding(false, throwOnInvalidBytes: true), true, 1 << 16, leaveOpen: true);
    private readonly List<(int Begin, int End, bool IsQuoted)> _fields = [];
    private char[] _buffer = new char[1 << 16];
    private int _begin;
    private int _end;
    private bool _isAtEnd;
    private char? _separator;

    /// <summary>The number of the current line, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Fields of the current row.</summary>
    public int FieldCount => _fields.Count;

    /// <summary>A field of the current row, without its quotes; valid until the next row is read.</summary>
    public ReadOnlySpan<char> this[int field] => _buffer.AsSpan(_fields[field].Begin.._fields[field].End);

    /// <summary>Whether the field stood in quotes, which makes it text whatever it looks like.</summary>
    public bool IsQuoted(int field) => _fields[field].IsQuoted;

    /// <summary>Goes to the next row; false at the end.</summary>
    /// <exception cref="GraphInputException">A line that is too long, is not UTF-8, or has a quote that does not end.</exception>
    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken) =>
        TryTakeRow() ? ValueTask.FromResult(true) : FillAndReadAsync(cancellationToken);

    /// <summary>Lets go of the buffer of undecoded bytes; the stream stays open.</summary>
    public void Dispose() => _reader.Dispose();

    private async ValueTask<bool> FillAndReadAsync(CancellationToken cancellationToken)
    {
        while (!_isAtEnd)
        {
            MakeRoom();
            int count;
            try
            {
                count = await _reader.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            }
            catch (DecoderFallbackException broken)
            {
                throw new GraphInputException(Line + 1, "from here on, the text is not UTF-8; save the file as UTF-8.", broken);
            }
            _end += count;
            _isAtEnd = count == 0;
            if (TryTakeRow())
                return true;
        }
        return false;
    }

    private void MakeRoom()
    {
        _buffer.AsSpan(_begin.._end).CopyTo(_buffer);
        _end -= _begin;
        _begin = 0;
        if (_end > MaxLineCharacters)
            throw new GraphInputException(Line + 1, $"the line is longer than {MaxLineCharacters} characters.");
        if (_end > _buffer.Length / 2)
            Array.Resize(ref _buffer, 2 * _buffer.Length);
    }

    private bool TryTakeRow()
    {
        while (true)
        {
            var length = _buffer.AsSpan(_begin.._end).IndexOf('\n');
            if (length < 0 && (!_isAtEnd || _begin == _end))
                return false;
            var (begin, end) = (_begin, length < 0 ? _end : _begin + length);
            _begin = Math.Min(end + 1, _end);
            Line++;
            if (end > begin && _buffer[end - 1] == '\r')
                end--;
            var line = _buffer.AsSpan(begin..end);
            if (line.IsWhiteSpace() || line[0] is '#' or '%')
                continue;
            _separator ??= line.Contains('\t') ? '\t' : line.Contains(',') ? ',' : ' ';
            _fields.Clear();
            if (_separator == ' ')
                CutAtBlanks(begin, end);
            else
                CutAt(_separator.Value, begin, end);
            return true;
        }
    }

    private void CutAtBlanks(int begin, int end)
    {
        for (var at = begin; at < end;)
        {
            if (char.IsWhiteSpace(_buffer[at]))
            {
                at++;
                continue;
            }
            var start = at;
            while (at < end && !char.IsWhiteSpace(_buffer[at]))
                at++;
            _fields.Add((start, at, false));
        }
    }

    private void CutAt(char separator, int begin, int end)
    {
        for (var at = begin; ; at++)
        {
            if (separator == ',')
            {
                while (at < end && _buffer[at] == ' ')
                    at++;
            }
            if (at < end && _buffer[at] == '"')
            {
                at = TakeQuoted(at + 1, end);
                while (separator == ',' && at < end && _buffer[at] == ' ')
                    at++;
                if (at < end && _buffer[at] != separator)
                    throw new GraphInputException(Line, $"field {_fields.Count} goes on after its closing quote; double the quotes inside a field.");
            }
            else
            {
                var length = _buffer.AsSpan(at..end).IndexOf(separator);
                var stop = length < 0 ? end : at + length;
                var last = stop;
                while (separator == ',' && last > at && _buffer[last - 1] == ' ')
                    last--;
                _fields.Add((at, last, false));
                at = stop;
            }
            if (at >= end)
                return;
        }
    }

    /// <summary>Takes a field behind its opening quote, moves its text together where quotes are doubled, and gives the place behind the closing quote.</summary>
    private int TakeQuoted(int begin, int end)
    {
        var to = begin;
        for (var at = begin; at < end; at++)
        {
            if (_buffer[at] == '"')
            {
                if (at + 1 == end || _buffer[at + 1] != '"')
                {
                    _fields.Add((begin, to, true));
                    return at + 1;
                }
                at++;
            }
            _buffer[to++] = _buffer[at];
        }
        throw new GraphInputException(Line, $"field {_fields.Count + 1} begins with a quote that does not end on this line.");
    }
}

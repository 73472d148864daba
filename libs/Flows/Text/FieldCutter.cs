using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetMl.Flows.Text;

/// <summary>Finds where the fields of a line end. One cutter serves many lines; nothing is allocated per line.</summary>
internal sealed class FieldCutter
{
    /// <summary>Fields beyond this many are not told apart; no known format has half as many.</summary>
    public const int MaxFields = 512;

    // Room for one vector of ends beyond the last field.
    private readonly int[] _ends = new int[MaxFields + 64];
    private bool _quoted;

    /// <summary>Fields in the line that was cut last.</summary>
    public int Count { get; private set; }

    /// <summary>Cuts at each separator; with <paramref name="quotes"/>, separators between double quotes are text.</summary>
    public void Cut(ReadOnlySpan<byte> line, byte separator, bool quotes)
    {
        _quoted = quotes && line.Contains((byte)'"');
        var count = _quoted ? CutQuoted(line, separator) : CutPlain(line, separator);
        _ends[count] = line.Length;
        Count = count + 1;
    }

    /// <summary>A field of the line that was cut last, without its surrounding quotes.</summary>
    public ReadOnlySpan<byte> Field(ReadOnlySpan<byte> line, int index)
    {
        var ends = _ends;
        var start = index == 0 ? 0 : ends[index - 1] + 1;
        var field = line[start..ends[index]];
        return _quoted ? Unquoted(field) : field;
    }

    // Apart from its caller, where the field then stays in registers.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ReadOnlySpan<byte> Unquoted(ReadOnlySpan<byte> field) => field is [(byte)'"', .., (byte)'"'] ? field[1..^1] : field;

    private int CutPlain(ReadOnlySpan<byte> line, byte separator)
    {
        var ends = _ends;
        int count = 0, at = 0;
        if (Vector256.IsHardwareAccelerated && line.Length >= Vector256<byte>.Count)
        {
            var separators = Vector256.Create(separator);
            var last = line.Length - Vector256<byte>.Count;
            for (; at <= last && count < MaxFields - 1; at += Vector256<byte>.Count)
                count = Take(Vector256.Equals(Vector256.Create(line[at..]), separators).ExtractMostSignificantBits(), at, ends, count);
            if (at < line.Length && count < MaxFields - 1)
            {
                // The rest: the last 32 bytes again, without those already seen.
                var mask = Vector256.Equals(Vector256.Create(line[last..]), separators).ExtractMostSignificantBits();
                count = Take(mask & uint.MaxValue << (at - last), last, ends, count);
            }
            return Math.Min(count, MaxFields - 1);
        }
        for (; at < line.Length && count < MaxFields - 1; at++)
        {
            if (line[at] == separator)
                ends[count++] = at;
        }
        return count;
    }

    private static int Take(uint mask, int at, int[] ends, int count)
    {
        for (; mask != 0; mask &= mask - 1)
            ends[count++] = at + BitOperations.TrailingZeroCount(mask);
        return count;
    }

    private int CutQuoted(ReadOnlySpan<byte> line, byte separator)
    {
        var count = 0;
        var inside = false;
        for (var at = 0; at < line.Length && count < MaxFields - 1; at++)
        {
            if (line[at] == '"')
                inside = !inside;
            else if (line[at] == separator && !inside)
                _ends[count++] = at;
        }
        return count;
    }
}

using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace NetMl.Flows.Frames;

/// <summary>Appends the parts of a frame. A number column takes 1, 2, 4 or 8 bytes a row, whatever its values need.</summary>
/// <remarks>
/// Column: u8 width; i64 base; u64 scale; then n codes. Widths 1, 2, 4: code 0 = −1 (missing), code k = base + (k − 1)·scale.
/// Width 8: the values themselves. Width 0: every value is base.
/// </remarks>
internal sealed class FrameWriter
{
    public const int ColumnHeaderBytes = 17;

    private readonly ArrayBufferWriter<byte> _out = new(1024);

    public void Name(string text, string parameter)
    {
        ArgumentNullException.ThrowIfNull(text, parameter);
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length > FlowFrame.MaxNameBytes)
            throw new ArgumentException($"'{parameter}' is {bytes.Length} bytes long; at most {FlowFrame.MaxNameBytes} fit", parameter);
        _out.Write([(byte)bytes.Length]);
        _out.Write(bytes);
    }

    public void Count(int value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_out.GetSpan(4), (uint)value);
        _out.Advance(4);
    }

    public void Bytes(ReadOnlySpan<byte> bytes) => _out.Write(bytes);

    public void Column(ReadOnlySpan<int> values)
    {
        var wide = ArrayPool<long>.Shared.Rent(values.Length);
        for (var i = 0; i < values.Length; i++)
            wide[i] = values[i];
        Column(wide.AsSpan(0, values.Length), findScale: false);
        ArrayPool<long>.Shared.Return(wide);
    }

    /// <param name="findScale">Look for a common step, such as 1000 for microseconds in a column of nanoseconds.</param>
    public void Column(ReadOnlySpan<long> values, bool findScale)
    {
        var (least, most, constant) = Range(values);
        var scale = findScale && !constant ? Step(values, least) : 1;
        var codes = (UInt128)((Int128)most - least) / scale + 1;
        var width = constant ? 0 : codes <= byte.MaxValue ? 1 : codes <= ushort.MaxValue ? 2 : codes <= uint.MaxValue ? 4 : 8;
        var header = _out.GetSpan(ColumnHeaderBytes);
        header[0] = (byte)width;
        BinaryPrimitives.WriteInt64LittleEndian(header[1..], constant && values.Length > 0 ? values[0] : least);
        BinaryPrimitives.WriteUInt64LittleEndian(header[9..], scale);
        _out.Advance(ColumnHeaderBytes);
        switch (width)
        {
            case 1: Codes<byte>(values, least, scale); break;
            case 2: Codes<ushort>(values, least, scale); break;
            case 4: Codes<uint>(values, least, scale); break;
            case 8: Bytes(MemoryMarshal.AsBytes(values)); break;
        }
    }

    public ReadOnlySpan<byte> Written => _out.WrittenSpan;

    private void Codes<T>(ReadOnlySpan<long> values, long least, ulong scale) where T : unmanaged, IBinaryInteger<T>
    {
        var bytes = values.Length * System.Runtime.CompilerServices.Unsafe.SizeOf<T>();
        var codes = MemoryMarshal.Cast<byte, T>(_out.GetSpan(bytes)[..bytes]);
        for (var i = 0; i < values.Length; i++)
            codes[i] = values[i] == -1 ? T.Zero : T.CreateTruncating((ulong)(values[i] - least) / scale + 1);
        _out.Advance(bytes);
    }

    private static (long Least, long Most, bool Constant) Range(ReadOnlySpan<long> values)
    {
        long least = long.MaxValue, most = long.MinValue;
        var constant = true;
        foreach (var value in values)
        {
            constant &= value == values[0];
            if (value == -1)
                continue;
            least = Math.Min(least, value);
            most = Math.Max(most, value);
        }
        return least > most ? (0, 0, true) : (least, most, constant);
    }

    private static ulong Step(ReadOnlySpan<long> values, long least)
    {
        ulong step = 0;
        foreach (var value in values)
        {
            var rest = value == -1 ? 0 : unchecked((ulong)(value - least));
            while (rest != 0)
                (step, rest) = step == 0 ? (rest, 0) : (rest, step % rest);
            if (step == 1)
                break;
        }
        return Math.Max(step, 1);
    }
}

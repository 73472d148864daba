using System.Buffers.Binary;
using NetMl.Flows.Frames;

namespace NetMl.Flows;

/// <summary>One batch of flows as bytes: how flows travel between services and rest in the store.</summary>
/// <remarks>
/// Little-endian. Header, 16 bytes: magic "NMFF", u16 version (1), u16 zero, u32 body length, u32 CRC-32 of the body.
/// Body: data set and batch id (u8 length, UTF-8), u32 rows, addresses (u32 count, 16 bytes each), services and labels
/// (u32 count, column of lengths, bytes), then the columns in the order of <see cref="FrameBody"/>.
/// Frames can stand one after the other in a file.
/// </remarks>
public sealed record FlowFrame(string Dataset, string BatchId, FlowBatch Batch)
{
    /// <summary>Most rows in one frame.</summary>
    public const int MaxRows = 65536;

    /// <summary>Most bytes of one frame, so that base64 of it stays below a 4 MiB message limit.</summary>
    public const int MaxBytes = 2 * 1024 * 1024;

    /// <summary>Bytes of the header.</summary>
    public const int HeaderBytes = 16;

    /// <summary>Longest data set name and batch id, in UTF-8 bytes.</summary>
    public const int MaxNameBytes = 255;

    internal const int MaxRowBytes = 96;
    internal const int MaxFixedBytes = 1024;
    internal const ushort Version = 1;

    internal static ReadOnlySpan<byte> Magic => "NMFF"u8;

    /// <summary>Writes one frame. O(rows); allocates the answer and one buffer.</summary>
    /// <exception cref="ArgumentException">A name is longer than <see cref="MaxNameBytes"/>, or the batch exceeds <see cref="MaxRows"/> or <see cref="MaxBytes"/>.</exception>
    public static byte[] Encode(string dataset, string batchId, FlowBatch batch) => Assemble(dataset, batchId, Columns(batch));

    /// <summary>Writes one frame under the next id of a series.</summary>
    /// <exception cref="ArgumentException">As the other overload.</exception>
    public static byte[] Encode(BatchIds ids, FlowBatch batch)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var columns = Columns(batch);
        return Assemble(ids.Dataset, ids.Next(batch, columns.Written), columns);
    }

    /// <summary>Reads one frame that fills the memory. Lengths are checked before anything is allocated; nothing refers to the memory afterwards.</summary>
    /// <exception cref="InvalidDataException">Not a frame, another version, cut short, wrong checksum, or columns that contradict each other; the message says which.</exception>
    public static FlowFrame Decode(ReadOnlyMemory<byte> frame)
    {
        var span = frame.Span;
        var length = FrameLength(span);
        if (length != span.Length)
            throw new InvalidDataException($"the frame says {length} bytes, but {span.Length} are there: it was cut or joined");
        var body = span[HeaderBytes..];
        if (Crc32.Compute(body) != BinaryPrimitives.ReadUInt32LittleEndian(span[12..]))
            throw new InvalidDataException("the frame's checksum does not match its content: it was damaged on the way");
        var reader = new FrameReader(body);
        var dataset = reader.Name("data set");
        var batchId = reader.Name("batch id");
        var columns = FrameBody.Read(ref reader);
        if (reader.Remaining != 0)
            throw new InvalidDataException($"the frame has {reader.Remaining} bytes after its last column");
        return new FlowFrame(dataset, batchId, new FlowBatch(columns));
    }

    /// <summary>Bytes of the whole frame that begins here, from its header.</summary>
    /// <exception cref="InvalidDataException">The header is cut short, not a frame's, of another version, or names a length beyond <see cref="MaxBytes"/>.</exception>
    public static int FrameLength(ReadOnlySpan<byte> header)
    {
        if (header.Length < HeaderBytes)
            throw new InvalidDataException($"a frame begins with {HeaderBytes} bytes, here are {header.Length}");
        if (!header.StartsWith(Magic))
            throw new InvalidDataException("this is not a flow frame: it does not begin with NMFF");
        var version = BinaryPrimitives.ReadUInt16LittleEndian(header[4..]);
        if (version != Version)
            throw new InvalidDataException($"the frame is of version {version}; this build reads version {Version}");
        var body = BinaryPrimitives.ReadUInt32LittleEndian(header[8..]);
        if (body > MaxBytes - HeaderBytes)
            throw new InvalidDataException($"the frame says {body} bytes; at most {MaxBytes} are allowed");
        return HeaderBytes + (int)body;
    }

    private static FrameWriter Columns(FlowBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Count > MaxRows)
            throw new ArgumentException($"a frame holds at most {MaxRows} rows, not {batch.Count}: split the batch", nameof(batch));
        var writer = new FrameWriter();
        FrameBody.Write(writer, batch.Columns);
        return writer;
    }

    private static byte[] Assemble(string dataset, string batchId, FrameWriter columns)
    {
        var names = new FrameWriter();
        names.Name(dataset, nameof(dataset));
        names.Name(batchId, nameof(batchId));
        var length = HeaderBytes + names.Written.Length + columns.Written.Length;
        if (length > MaxBytes)
            throw new ArgumentException($"the frame would be {length} bytes, at most {MaxBytes}: split the batch", nameof(columns));
        var frame = new byte[length];
        names.Written.CopyTo(frame.AsSpan(HeaderBytes));
        columns.Written.CopyTo(frame.AsSpan(HeaderBytes + names.Written.Length));
        WriteHeader(frame);
        return frame;
    }

    private static void WriteHeader(Span<byte> frame)
    {
        Magic.CopyTo(frame);
        BinaryPrimitives.WriteUInt16LittleEndian(frame[4..], Version);
        BinaryPrimitives.WriteUInt16LittleEndian(frame[6..], 0);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[8..], (uint)(frame.Length - HeaderBytes));
        BinaryPrimitives.WriteUInt32LittleEndian(frame[12..], Crc32.Compute(frame[HeaderBytes..]));
    }
}

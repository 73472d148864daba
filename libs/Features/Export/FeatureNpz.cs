using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace NetMl.Features.Export;

/// <summary>Writes features by column as NumPy's .npz: a zip archive of one .npy array per column, and schema.json.</summary>
/// <remarks>
/// <c>numpy.load(file)["bytes_in"]</c> reads one column without the others. schema.json lists the columns in order with type, unit, range,
/// formula and missing-value rule. The same table gives the same bytes. Source: NumPy's NEP 1 (format version 1.0), docs/adr/0008.
/// </remarks>
public static class FeatureNpz
{
    /// <summary>The media type of what is written.</summary>
    public const string MediaType = "application/zip";

    /// <summary>The member with the schema.</summary>
    public const string SchemaMember = "schema.json";

    private const int FlushBytes = 1 << 16;
    private const int HeaderAlignment = 64;

    /// <summary>The first instant that a zip archive can name: what the archive holds does not depend on when it was written.</summary>
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes the whole table. O(rows · columns) time, a bounded buffer; the stream need not seek and stays open.</summary>
    public static async Task WriteAsync(FeatureFrame frame, Stream stream, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(stream);
        await using var archive = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        await using (var member = await OpenAsync(archive, SchemaMember, cancellationToken))
            await member.WriteAsync(Schema(frame), cancellationToken);
        foreach (var column in frame.Columns)
        {
            await using var member = await OpenAsync(archive, column.About.Name + ".npy", cancellationToken);
            await WriteColumnAsync(column, frame.Rows, member, cancellationToken);
        }
    }

    private static async Task<Stream> OpenAsync(ZipArchive archive, string name, CancellationToken cancellationToken)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = Epoch;
        return await entry.OpenAsync(cancellationToken);
    }

    private static async Task WriteColumnAsync(FeatureColumn column, int rows, Stream stream, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Header(column, rows), cancellationToken);
        var bytes = new ArrayBufferWriter<byte>(FlushBytes + byte.MaxValue);
        for (var row = 0; row < rows; row++)
        {
            column.AppendBytes(bytes, row);
            if (bytes.WrittenCount < FlushBytes && row < rows - 1)
                continue;
            await stream.WriteAsync(bytes.WrittenMemory, cancellationToken);
            bytes.ResetWrittenCount();
        }
    }

    /// <summary>Magic, version 1.0, length, then a Python dictionary padded with spaces so that the data begins at a multiple of 64.</summary>
    private static byte[] Header(FeatureColumn column, int rows)
    {
        const int Prefix = 10;
        var text = string.Create(CultureInfo.InvariantCulture, $"{{'descr': '{column.NumpyType}', 'fortran_order': False, 'shape': ({rows},), }}");
        var length = (Prefix + text.Length + HeaderAlignment) / HeaderAlignment * HeaderAlignment;
        var header = new byte[length];
        header.AsSpan(Prefix).Fill((byte)' ');
        header[0] = 0x93;
        "NUMPY"u8.CopyTo(header.AsSpan(1));
        (header[6], header[7]) = (1, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)(length - Prefix));
        Encoding.ASCII.GetBytes(text, header.AsSpan(Prefix));
        header[^1] = (byte)'\n';
        return header;
    }

    private static byte[] Schema(FeatureFrame frame)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("family", frame.Family);
            json.WriteNumber("rows", frame.Rows);
            json.WriteStartArray("columns");
            foreach (var column in frame.Columns)
            {
                json.WriteStartObject();
                json.WriteString("name", column.About.Name);
                json.WriteString("type", column.NumpyType);
                json.WriteString("unit", column.About.Unit);
                json.WriteString("range", column.About.Range.ToString());
                json.WriteString("formula", column.About.Formula);
                json.WriteString("when_missing", column.About.WhenMissing);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return bytes.WrittenSpan.ToArray();
    }
}

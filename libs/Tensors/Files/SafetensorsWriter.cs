using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NetMl.Tensors.Files;

/// <summary>Collects tensors and metadata and writes them as one safetensors file; the same content gives the same bytes.</summary>
/// <remarks>
/// Tensors are laid out by element size, largest first, then by name, and the header is padded with spaces to a multiple of 8:
/// each tensor's data is aligned to its element size. <c>Add</c> copies the values, <c>AddView</c> does not.
/// </remarks>
public sealed class SafetensorsWriter
{
    private const int Alignment = 8;
    private readonly SortedDictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>Sets a metadata entry.</summary>
    public void SetMetadata(string key, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(value);
        _metadata[key] = value;
    }

    /// <summary>Adds a tensor.</summary>
    /// <param name="name">Distinct, not <c>__metadata__</c>.</param>
    /// <param name="values">Row-major; its length is the product of <paramref name="shape"/>.</param>
    /// <param name="shape">None given = one dimension.</param>
    /// <exception cref="ArgumentException">The name is taken, or shape and length differ.</exception>
    public void Add(string name, ReadOnlySpan<float> values, params ReadOnlySpan<int> shape) => Add(name, TensorType.F32, values, shape);

    /// <inheritdoc cref="Add(string, ReadOnlySpan{float}, ReadOnlySpan{int})"/>
    public void Add(string name, ReadOnlySpan<double> values, params ReadOnlySpan<int> shape) => Add(name, TensorType.F64, values, shape);

    /// <inheritdoc cref="Add(string, ReadOnlySpan{float}, ReadOnlySpan{int})"/>
    public void Add(string name, ReadOnlySpan<int> values, params ReadOnlySpan<int> shape) => Add(name, TensorType.I32, values, shape);

    /// <inheritdoc cref="Add(string, ReadOnlySpan{float}, ReadOnlySpan{int})"/>
    public void Add(string name, ReadOnlySpan<long> values, params ReadOnlySpan<int> shape) => Add(name, TensorType.I64, values, shape);

    /// <inheritdoc cref="Add(string, ReadOnlySpan{float}, ReadOnlySpan{int})"/>
    public void Add(string name, ReadOnlySpan<byte> values, params ReadOnlySpan<int> shape) => Add(name, TensorType.U8, values, shape);

    /// <summary>Adds a tensor without copying it: keep the values unchanged until the file is written.</summary>
    /// <inheritdoc cref="Add(string, ReadOnlySpan{float}, ReadOnlySpan{int})"/>
    public void AddView(string name, ReadOnlyMemory<float> values, params ReadOnlySpan<int> shape) =>
        Add(name, TensorType.F32, values.Length, stream => stream.Write(MemoryMarshal.AsBytes(values.Span)), shape);

    /// <summary>The whole file.</summary>
    public byte[] ToArray()
    {
        using var stream = new MemoryStream();
        WriteTo(stream);
        return stream.Length == stream.Capacity ? stream.GetBuffer() : stream.ToArray();
    }

    /// <summary>Writes the whole file; holds no second copy of the tensors.</summary>
    public void WriteTo(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var ordered = _entries.OrderByDescending(entry => entry.Value.Type.Size()).ThenBy(entry => entry.Key, StringComparer.Ordinal).ToArray();
        var header = Header(ordered);
        var padded = (header.Length + Alignment - 1) / Alignment * Alignment;
        if (stream is MemoryStream memory)
            memory.Capacity = checked((int)(sizeof(ulong) + padded + ordered.Sum(entry => entry.Value.Bytes)));

        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)padded);
        stream.Write(length);
        stream.Write(header);
        for (var i = header.Length; i < padded; i++)
            stream.WriteByte((byte)' ');
        foreach (var (_, entry) in ordered)
            entry.Write(stream);
    }

    private void Add<T>(string name, TensorType type, ReadOnlySpan<T> values, ReadOnlySpan<int> shape) where T : unmanaged
    {
        var copy = MemoryMarshal.AsBytes(values).ToArray();
        Add(name, type, values.Length, stream => stream.Write(copy), shape);
    }

    private void Add(string name, TensorType type, int valueCount, Action<Stream> write, ReadOnlySpan<int> shape)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var lengths = shape.Length == 0 ? [valueCount] : shape.ToArray();
        long count = 1;
        foreach (var length in lengths)
            count = checked(count * length);
        if (count != valueCount || lengths.Any(length => length < 0))
            throw new ArgumentException($"Tensor '{name}' has {valueCount} values for shape [{string.Join(", ", lengths)}].", nameof(shape));
        if (name == SafetensorsHeader.MetadataKey || !_entries.TryAdd(name, new Entry(type, lengths, (long)valueCount * type.Size(), write)))
            throw new ArgumentException($"The name '{name}' is taken.", nameof(name));
    }

    private ReadOnlySpan<byte> Header(KeyValuePair<string, Entry>[] ordered)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        if (_metadata.Count > 0)
        {
            json.WriteStartObject(SafetensorsHeader.MetadataKey);
            foreach (var (key, value) in _metadata)
                json.WriteString(key, value);
            json.WriteEndObject();
        }
        long at = 0;
        foreach (var (name, entry) in ordered)
        {
            json.WriteStartObject(name);
            json.WriteString("dtype", entry.Type.ToString());
            json.WriteStartArray("shape");
            foreach (var length in entry.Shape)
                json.WriteNumberValue(length);
            json.WriteEndArray();
            json.WriteStartArray("data_offsets");
            json.WriteNumberValue(at);
            json.WriteNumberValue(at += entry.Bytes);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan;
    }

    private sealed record Entry(TensorType Type, int[] Shape, long Bytes, Action<Stream> Write);
}

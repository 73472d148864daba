using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NetMl.Tensors.Files;

/// <summary>Collects tensors and metadata and writes them as one safetensors file; the same content gives the same bytes.</summary>
/// <remarks>
/// Tensors are laid out by element size, largest first, then by name, and the header is padded with spaces to a multiple of 8:
/// each tensor's data is aligned to its element size. <c>Add</c> copies the values.
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

    /// <summary>The whole file.</summary>
    public byte[] ToArray()
    {
        var ordered = _entries.OrderByDescending(entry => entry.Value.Type.Size()).ThenBy(entry => entry.Key, StringComparer.Ordinal).ToArray();
        var header = Header(ordered);
        var padded = (header.Length + Alignment - 1) / Alignment * Alignment;
        var file = new byte[checked(sizeof(ulong) + padded + ordered.Sum(entry => entry.Value.Data.Length))];

        BinaryPrimitives.WriteUInt64LittleEndian(file, (ulong)padded);
        header.CopyTo(file.AsSpan(sizeof(ulong)));
        file.AsSpan(sizeof(ulong) + header.Length, padded - header.Length).Fill((byte)' ');
        var at = sizeof(ulong) + padded;
        foreach (var (_, entry) in ordered)
        {
            entry.Data.CopyTo(file, at);
            at += entry.Data.Length;
        }
        return file;
    }

    private void Add<T>(string name, TensorType type, ReadOnlySpan<T> values, ReadOnlySpan<int> shape) where T : unmanaged
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var lengths = shape.Length == 0 ? [values.Length] : shape.ToArray();
        long count = 1;
        foreach (var length in lengths)
            count = checked(count * length);
        if (count != values.Length || lengths.Any(length => length < 0))
            throw new ArgumentException($"Tensor '{name}' has {values.Length} values for shape [{string.Join(", ", lengths)}].", nameof(shape));
        if (name == SafetensorsHeader.MetadataKey || !_entries.TryAdd(name, new Entry(type, lengths, MemoryMarshal.AsBytes(values).ToArray())))
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
            json.WriteNumberValue(at += entry.Data.Length);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan;
    }

    private sealed record Entry(TensorType Type, int[] Shape, byte[] Data);
}

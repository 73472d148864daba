using System.Text.Json;

namespace NetMl.Tensors.Files;

/// <summary>Parses and checks the JSON header of a safetensors file.</summary>
internal static class SafetensorsHeader
{
    public const string MetadataKey = "__metadata__";
    private const int MaxRank = 8;
    private const int MostShown = 80;

    public static SafetensorsFile Parse(ReadOnlySpan<byte> header, ReadOnlyMemory<byte> data)
    {
        var json = new Utf8JsonReader(header, new JsonReaderOptions { MaxDepth = 4 });
        var tensors = new Dictionary<string, SafetensorsTensor>(StringComparer.Ordinal);
        Dictionary<string, string>? metadata = null;
        var ranges = new List<(long Begin, long End, string Name)>();

        Expect(ref json, JsonTokenType.StartObject, "the header");
        while (Next(ref json) != JsonTokenType.EndObject)
        {
            var name = Text(ref json, "a tensor name");
            if (name == MetadataKey)
            {
                if (metadata is not null)
                    throw new InvalidDataException($"The safetensors header has '{MetadataKey}' twice.");
                metadata = ParseMetadata(ref json);
                continue;
            }
            var (tensor, begin, end) = ParseTensor(ref json, name, data);
            if (!tensors.TryAdd(name, tensor))
                throw new InvalidDataException($"The safetensors header names tensor '{Shown(name)}' twice.");
            ranges.Add((begin, end, name));
        }
        if (json.Read())
            throw new InvalidDataException("The safetensors header goes on after its closing brace.");
        CheckCover(ranges, data.Length);
        return new SafetensorsFile(tensors, metadata ?? new Dictionary<string, string>(StringComparer.Ordinal));
    }

    private static (SafetensorsTensor Tensor, long Begin, long End) ParseTensor(ref Utf8JsonReader json, string name, ReadOnlyMemory<byte> data)
    {
        string? typeName = null;
        long[]? shape = null, offsets = null;
        Expect(ref json, JsonTokenType.StartObject, $"tensor '{Shown(name)}'");
        while (Next(ref json) != JsonTokenType.EndObject)
        {
            var field = Text(ref json, "a field name");
            if (field == "dtype" && typeName is null && Next(ref json) == JsonTokenType.String)
                typeName = Text(ref json, "dtype");
            else if (field == "shape" && shape is null)
                shape = Integers(ref json, name, field, MaxRank);
            else if (field == "data_offsets" && offsets is null)
                offsets = Integers(ref json, name, field, 2);
            else
                throw new InvalidDataException($"Tensor '{Shown(name)}' has a field '{Shown(field)}' that is unknown, repeated or of the wrong kind.");
        }
        if (typeName is null || shape is null || offsets is not { Length: 2 })
            throw new InvalidDataException($"Tensor '{Shown(name)}' needs dtype, shape and two data_offsets.");
        var type = TensorTypes.Parse(typeName)
            ?? throw new InvalidDataException($"Tensor '{Shown(name)}' has type '{Shown(typeName)}'; known are F64, F32, I64, I32 and U8.");
        return (Check(name, type, shape, offsets, data), offsets[0], offsets[1]);
    }

    private static SafetensorsTensor Check(string name, TensorType type, long[] shape, long[] offsets, ReadOnlyMemory<byte> data)
    {
        var (begin, end) = (offsets[0], offsets[1]);
        if (begin > end || end > data.Length)
            throw new InvalidDataException($"Tensor '{Shown(name)}' claims bytes {begin} to {end}; the file holds {data.Length}.");
        var wanted = (Int128)type.Size();
        foreach (var length in shape)
        {
            wanted *= length;
            if (wanted > int.MaxValue || length > int.MaxValue)
                throw new InvalidDataException($"Tensor '{Shown(name)}' of shape [{string.Join(", ", shape)}] is larger than 2 GiB.");
        }
        if (wanted != end - begin)
            throw new InvalidDataException($"Tensor '{Shown(name)}' of shape [{string.Join(", ", shape)}] and type {type} needs {wanted} bytes; its offsets give {end - begin}.");
        return new SafetensorsTensor(name, type, [.. shape.Select(length => checked((int)length))], data[(int)begin..(int)end]);
    }

    private static void CheckCover(List<(long Begin, long End, string Name)> ranges, long length)
    {
        ranges.Sort();
        long at = 0;
        foreach (var (begin, end, name) in ranges)
        {
            if (begin != at)
                throw new InvalidDataException(begin < at
                    ? $"Tensor '{Shown(name)}' begins at byte {begin}, inside the tensor before it (which ends at {at})."
                    : $"Bytes {at} to {begin} before tensor '{Shown(name)}' belong to no tensor.");
            at = end;
        }
        if (at != length)
            throw new InvalidDataException($"The last tensor ends at byte {at}, the file's data at {length}.");
    }

    private static Dictionary<string, string> ParseMetadata(ref Utf8JsonReader json)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        Expect(ref json, JsonTokenType.StartObject, MetadataKey);
        while (Next(ref json) != JsonTokenType.EndObject)
        {
            var key = Text(ref json, "a metadata key");
            if (Next(ref json) != JsonTokenType.String)
                throw new InvalidDataException($"Metadata entry '{Shown(key)}' is not a string.");
            if (!metadata.TryAdd(key, Text(ref json, key)))
                throw new InvalidDataException($"Metadata entry '{Shown(key)}' appears twice.");
        }
        return metadata;
    }

    private static long[] Integers(ref Utf8JsonReader json, string name, string field, int most)
    {
        Expect(ref json, JsonTokenType.StartArray, $"{field} of tensor '{Shown(name)}'");
        var values = new List<long>();
        while (Next(ref json) != JsonTokenType.EndArray)
        {
            if (values.Count == most || json.TokenType != JsonTokenType.Number || !json.TryGetInt64(out var value) || value < 0)
                throw new InvalidDataException($"{field} of tensor '{Shown(name)}' must hold at most {most} whole numbers, none negative.");
            values.Add(value);
        }
        return [.. values];
    }

    /// <summary>A name for a message, cut where it is long: it may be anything.</summary>
    internal static string Shown(string name) => name.Length <= MostShown ? name : string.Concat(name.AsSpan(0, MostShown), "…");

    private static void Expect(ref Utf8JsonReader json, JsonTokenType wanted, string what)
    {
        if (Next(ref json) != wanted)
            throw new InvalidDataException($"In the safetensors header, {what} is not {(wanted == JsonTokenType.StartArray ? "an array" : "an object")}.");
    }

    private static JsonTokenType Next(ref Utf8JsonReader json) => json.Read()
        ? json.TokenType
        : throw new InvalidDataException("The safetensors header ends too early.");

    private static string Text(ref Utf8JsonReader json, string what)
    {
        try
        {
            return json.GetString() ?? throw new InvalidDataException($"In the safetensors header, {what} is null.");
        }
        catch (InvalidOperationException broken)
        {
            throw new InvalidDataException($"In the safetensors header, {what} is not valid text.", broken);
        }
    }
}

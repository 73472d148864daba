using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace NetMl.TrainingCoordinator.Federations.Actors;

/// <summary>An answer of the actor as one frame: HTTP status (2 bytes, little-endian), then the body; above 399 the body is a sentence.</summary>
sealed record Reply(int Status, ReadOnlyMemory<byte> Body)
{
    public static Reply Nothing { get; } = new(StatusCodes.Status200OK, ReadOnlyMemory<byte>.Empty);

    public string Sentence => Encoding.UTF8.GetString(Body.Span);

    public bool IsGood => Status < StatusCodes.Status400BadRequest;

    public static Reply Of<T>(T value, JsonTypeInfo<T> type) => new(StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(value, type));

    public static Reply Bytes(byte[] bytes) => new(StatusCodes.Status200OK, bytes);

    public static Reply Refuse(int status, string sentence) => new(status, Encoding.UTF8.GetBytes(sentence));

    /// <exception cref="JsonException">The body is not such a record.</exception>
    public T Read<T>(JsonTypeInfo<T> type) => JsonSerializer.Deserialize(Body.Span, type) ?? throw new JsonException("The actor answered null.");

    public byte[] Encode()
    {
        var frame = new byte[2 + Body.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(frame, (ushort)Status);
        Body.Span.CopyTo(frame.AsSpan(2));
        return frame;
    }

    public static Reply Decode(byte[] frame) => new(BinaryPrimitives.ReadUInt16LittleEndian(frame), frame.AsMemory(2));
}

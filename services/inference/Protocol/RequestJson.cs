using System.Text.Json;
using NetMl.Inference.Refusals;

namespace NetMl.Inference.Protocol;

/// <summary>Steps through the JSON of a request; what is not as it should be is refused by its place in the request.</summary>
internal static class RequestJson
{
    public static List<int> Shape(ref Utf8JsonReader reader, string where)
    {
        RequireArray(ref reader, where);
        List<int> shape = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out var length) || length < 0)
                throw Refusal.BadRequest($"{where} must be an array of whole numbers from 0 to {int.MaxValue}.");
            shape.Add(length);
        }
        return shape;
    }

    /// <summary>The bytes of an array, unread.</summary>
    public static ReadOnlyMemory<byte> Locate(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, string where)
    {
        RequireArray(ref reader, where);
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return body[start..(int)reader.BytesConsumed];
    }

    /// <summary>The next property's name, standing on its value; null at the end of the object.</summary>
    public static string? NextProperty(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.EndObject)
            return null;
        var name = reader.GetString();
        reader.Read();
        return name;
    }

    /// <summary>Stands on the next object of an array; false at its end.</summary>
    public static bool NextObject(ref Utf8JsonReader reader, string where)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.EndArray)
            return false;
        return reader.TokenType == JsonTokenType.StartObject ? true : throw Refusal.BadRequest($"{where} must be an array of objects.");
    }

    public static void RequireArray(ref Utf8JsonReader reader, string where)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw Refusal.BadRequest($"{where} must be an array.");
    }

    public static string Text(ref Utf8JsonReader reader, string where) =>
        reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw Refusal.BadRequest($"{where} must be a string.");
}

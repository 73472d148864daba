using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Net.Http.Headers;

namespace NetMl.GraphFeature;

/// <summary>ETags of answers, and 304 for callers who have the answer already.</summary>
internal static class EntityTag
{
    private const int HexDigits = 32;

    /// <summary>Sets the response's ETag; true when the caller says that it has this content already (If-None-Match).</summary>
    /// <param name="id">Changes whenever the content does: a snapshot's id, a data set's version.</param>
    public static bool IsKnownTo(HttpContext http, string id)
    {
        var tag = new EntityTagHeaderValue($"\"{id}\"");
        var response = http.Response.GetTypedHeaders();
        response.ETag = tag;
        response.CacheControl = new CacheControlHeaderValue { Private = true, NoCache = true };
        return http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false));
    }

    /// <summary>Answers a small value as JSON with a hash of it as ETag, or 304.</summary>
    public static IResult Json<T>(HttpContext http, T value, JsonTypeInfo<T> type)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(value, type);
        return IsKnownTo(http, Hash(json)) ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : TypedResults.Bytes(json, "application/json; charset=utf-8");
    }

    /// <summary>Half a SHA-256, lower-case hex.</summary>
    public static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content))[..HexDigits];
}

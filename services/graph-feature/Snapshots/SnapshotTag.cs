using Microsoft.Net.Http.Headers;

namespace NetMl.GraphFeature.Snapshots;

/// <summary>A snapshot's id is its ETag: what it holds never changes.</summary>
internal static class SnapshotTag
{
    /// <summary>Sets the response's ETag; true when the caller says that it has this content already (If-None-Match).</summary>
    public static bool IsKnownTo(HttpContext http, string id)
    {
        var tag = new EntityTagHeaderValue($"\"{id}\"");
        var response = http.Response.GetTypedHeaders();
        response.ETag = tag;
        response.CacheControl = new CacheControlHeaderValue { Private = true, NoCache = true };
        return http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false));
    }
}

using System.Text.Json.Nodes;

namespace NetMl.Gateway.OpenApi;

/// <summary>One service's OpenAPI document, or the reason why there is none.</summary>
internal sealed record ServiceDocument(string AppId, JsonObject? Document, string? Problem);

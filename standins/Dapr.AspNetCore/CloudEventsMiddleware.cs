using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Dapr;

/// <summary>Replaces a structured CloudEvent (JSON format, not batched) by its data, so that endpoints see plain requests.</summary>
internal sealed class CloudEventsMiddleware(RequestDelegate next, CloudEventsMiddlewareOptions options)
{
    private const string EventMediaType = "application/cloudevents+json";

    // The body itself, and what the sidecar sends as headers anyway.
    private static readonly string[] NeverForwarded = ["data", "data_base64", "datacontenttype", "pubsubname", "traceparent"];

    public Task InvokeAsync(HttpContext context) =>
        MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) && type.MediaType == EventMediaType
            ? UnwrapAsync(context, type.Charset.Length > 0 ? type.Charset.Value : Encoding.UTF8.WebName)
            : next(context);

    private async Task UnwrapAsync(HttpContext context, string charset)
    {
        using var document = await ParseAsync(context.Request, charset);
        var properties = document.RootElement.EnumerateObject().ToArray();
        var data = Find(properties, "data");
        var binary = Find(properties, "data_base64");
        if (data is not null && binary is not null)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        var contentType = data is null && binary is null ? null : DataContentType(properties);
        var body = binary is { } bytes ? bytes.GetBytesFromBase64() : data is { } value ? Payload(value, contentType) : [];
        Forward(properties, context.Request.Headers);
        await NextAsync(context, body, contentType);
    }

    private async Task NextAsync(HttpContext context, byte[] body, string contentType)
    {
        var (originalBody, originalType) = (context.Request.Body, context.Request.ContentType);
        try
        {
            context.Request.Body = new MemoryStream(body);
            context.Request.ContentType = contentType;
            await next(context);
        }
        finally
        {
            (context.Request.Body, context.Request.ContentType) = (originalBody, originalType);
        }
    }

    private byte[] Payload(JsonElement value, string contentType)
    {
        var isText = value.ValueKind == JsonValueKind.String && !IsJson(contentType) && !options.SuppressJsonDecodingOfTextPayloads;
        return isText ? Encoding.UTF8.GetBytes(value.GetString()) : JsonSerializer.SerializeToUtf8Bytes(value);
    }

    private void Forward(JsonProperty[] properties, IHeaderDictionary headers)
    {
        if (!options.ForwardCloudEventPropertiesAsHeaders)
            return;
        foreach (var property in properties)
        {
            if (IsForwarded(property.Name))
                headers.TryAdd($"Cloudevent.{property.Name.ToLowerInvariant()}", property.Value.GetRawText().Trim('"'));
        }
    }

    private bool IsForwarded(string name)
    {
        if (NeverForwarded.Contains(name, StringComparer.OrdinalIgnoreCase))
            return false;
        return options.IncludedCloudEventPropertiesAsHeaders is { } included
            ? included.Contains(name, StringComparer.OrdinalIgnoreCase)
            : options.ExcludedCloudEventPropertiesFromHeaders?.Contains(name, StringComparer.OrdinalIgnoreCase) != true;
    }

    private static async Task<JsonDocument> ParseAsync(HttpRequest request, string charset)
    {
        if (charset.Equals(Encoding.UTF8.WebName, StringComparison.OrdinalIgnoreCase))
            return await JsonDocument.ParseAsync(request.Body);
        using var reader = new StreamReader(request.Body, Encoding.GetEncoding(charset), detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        return JsonDocument.Parse(await reader.ReadToEndAsync());
    }

    private static JsonElement? Find(JsonProperty[] properties, string name)
    {
        foreach (var property in properties)
        {
            if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return property.Value;
        }
        return null;
    }

    /// <summary>datacontenttype without a charset (the body is UTF-8 from here on); application/json when absent or malformed.</summary>
    private static string DataContentType(JsonProperty[] properties)
    {
        if (Find(properties, "datacontenttype") is not { ValueKind: JsonValueKind.String } given || !MediaTypeHeaderValue.TryParse(given.GetString(), out var type))
            return "application/json";
        if (!type.Charset.HasValue)
            return given.GetString();
        type.Charset = null;
        return type.ToString();
    }

    private static bool IsJson(string contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && (type.MediaType == "application/json" || type.Suffix == "json");
}

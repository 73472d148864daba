using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using NetMl.Federation.Messages;

namespace NetMl.FederationSystem.Tests.Faults;

/// <summary>A site's request, whole, so that it can be sent more than once.</summary>
/// <param name="Kind">What it does for a round: a <see cref="MessageKind"/>, or <see cref="Chunk"/>; null = nothing.</param>
internal sealed record Call(string Site, string Method, string Path, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body, string? Kind, int Round, int Attempt)
{
    public const string Chunk = "Chunk";

    private static readonly string[] Hops = ["Host", "Connection", "Content-Length", "Transfer-Encoding"];

    public static async Task<Call> ReadAsync(string site, HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var bytes = body.ToArray();
        var path = $"{context.Request.Path}{context.Request.QueryString}";
        var (kind, round, attempt) = Purpose(context.Request, bytes);
        return new Call(
            site, context.Request.Method, path, [.. context.Request.Headers.Where(header => !Hops.Contains(header.Key, StringComparer.OrdinalIgnoreCase)).Select(header => KeyValuePair.Create(header.Key, $"{header.Value}"))],
            bytes, kind, round, attempt);
    }

    public HttpRequestMessage ToRequest(Uri gateway)
    {
        var request = new HttpRequestMessage(new HttpMethod(Method), new Uri(gateway, Path));
        if (Body.Length > 0)
            request.Content = new ByteArrayContent(Body);
        foreach (var (name, value) in Headers)
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content?.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    private static (string? Kind, int Round, int Attempt) Purpose(HttpRequest request, byte[] body)
    {
        var path = request.Path.Value ?? "";
        if (path.EndsWith("/messages", StringComparison.Ordinal))
        {
            var slot = SignedMessage.Decode(body).Slot;
            return ($"{slot.Kind}", slot.Round, slot.Attempt);
        }
        if (request.Method != "PUT" || !path.Contains("/upload/", StringComparison.Ordinal))
            return (null, 0, 0);
        var query = QueryHelpers.ParseQuery(request.QueryString.Value);
        return (Chunk, int.Parse($"{query["round"]}", CultureInfo.InvariantCulture), int.Parse($"{query["attempt"]}", CultureInfo.InvariantCulture));
    }
}

/// <summary>The gateway's answer, whole.</summary>
internal sealed record Answer(int Status, string? MediaType, byte[] Body);

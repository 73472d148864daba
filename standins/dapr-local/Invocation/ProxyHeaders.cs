using DaprLocal.Api;
using DaprLocal.Apps;

namespace DaprLocal.Invocation;

/// <summary>Which headers pass through an invocation, and which the sidecar adds.</summary>
internal static class ProxyHeaders
{
    private static readonly HashSet<string> OfTheConnection = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Host", "Expect",
    };

    private static readonly HashSet<string> NotForwarded = new(OfTheConnection, StringComparer.OrdinalIgnoreCase) { "dapr-api-token", "dapr-app-id" };

    public static void CopyRequest(ApiCall call, HttpRequestMessage request, AppInstance target)
    {
        var incoming = call.Context.Request;
        foreach (var (name, values) in incoming.Headers)
            if (!NotForwarded.Contains(name) && !name.StartsWith(':') && !request.Headers.TryAddWithoutValidation(name, (IEnumerable<string>)values!) && !name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
                request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string>)values!);
        Set(request, "dapr-caller-app-id", call.Caller.Options.AppId);
        Set(request, "dapr-callee-app-id", target.Options.AppId);
        if (call.Context.Connection.RemoteIpAddress is { } address)
        {
            var host = incoming.Host.Value ?? "";
            request.Headers.TryAddWithoutValidation("X-Forwarded-For", address.ToString());
            request.Headers.TryAddWithoutValidation("X-Forwarded-Host", host);
            request.Headers.TryAddWithoutValidation("Forwarded", $"for={address};by={address};host={host}");
        }
    }

    public static void CopyResponse(HttpResponseMessage response, HttpResponse outgoing)
    {
        foreach (var (name, values) in response.Headers.NonValidated)
            if (!NotForwarded.Contains(name))
                outgoing.Headers.Append(name, values.ToArray());
        foreach (var (name, values) in response.Content.Headers.NonValidated)
            if (!NotForwarded.Contains(name))
                outgoing.Headers.Append(name, values.ToArray());
    }

    public static bool IsHopByHop(string name) => NotForwarded.Contains(name);

    /// <summary>Belongs to one connection and never passes a proxy; Dapr's own headers do.</summary>
    public static bool IsConnectionHeader(string name) => OfTheConnection.Contains(name);

    /// <summary>Passes an answer on as it comes; a break in the middle breaks the caller's connection too.</summary>
    public static async Task AnswerAsync(HttpResponseMessage response, HttpContext context)
    {
        context.Response.StatusCode = (int)response.StatusCode;
        CopyResponse(response, context.Response);
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(context.RequestAborted);
            await StreamCopy.CopyAsync(body, context.Response, context.RequestAborted);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            context.Abort();
        }
    }

    /// <summary>The headers of a request that go on to an actor.</summary>
    public static IReadOnlyList<KeyValuePair<string, string[]>> Kept(HttpRequest request) =>
    [
        .. request.Headers
            .Where(header => !NotForwarded.Contains(header.Key) && !header.Key.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            .Select(header => KeyValuePair.Create(header.Key, header.Value.Select(value => value ?? "").ToArray())),
    ];

    private static void Set(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(name, value);
    }
}

using System.Security.Cryptography;

namespace NetMl.Cli.Federation;

/// <summary>The only road from a site to the network: notes each request in the audit log, then sends it.</summary>
/// <remarks>Redirects, cookies and tracing headers are off below it, so that no request is made that was not noted.</remarks>
internal sealed class AuditHandler(AuditLog log, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private static readonly HttpRequestOptionsKey<SentItem> Key = new("netml.sent");

    /// <summary>The transport of a site.</summary>
    public static AuditHandler Over(AuditLog log) => new(log, new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        ConnectTimeout = TimeSpan.FromSeconds(10),
        KeepAlivePingDelay = TimeSpan.FromSeconds(20),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
    });

    /// <summary>Says what a request carries.</summary>
    public static HttpRequestMessage Describe(HttpRequestMessage request, SentItem item)
    {
        request.Options.Set(Key, item);
        return request;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var item = request.Options.TryGetValue(Key, out var described) ? described : new SentItem("request", "");
        log.Request(item.What, item.Round, body.Length, body.Length > 0 ? Convert.ToHexStringLower(SHA256.HashData(body)) : "-", $"{request.Method} {request.RequestUri}");
        return await base.SendAsync(request, cancellationToken);
    }
}

/// <summary>What a request is about, for the audit log.</summary>
/// <param name="Round">"round 3 attempt 1", or empty outside rounds.</param>
internal sealed record SentItem(string What, string Round);

using System.Net;

namespace NetMl.Cli.Federation;

/// <summary>Speaks HTTP/2 wherever the gateway does: by negotiation over https, by trying once over http.</summary>
internal sealed class ProtocolHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private Version? _agreed;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var isSecure = request.RequestUri?.Scheme == Uri.UriSchemeHttps;
        request.Version = isSecure ? HttpVersion.Version20 : _agreed ??= await FindOutAsync(request, cancellationToken);
        request.VersionPolicy = isSecure ? HttpVersionPolicy.RequestVersionOrLower : HttpVersionPolicy.RequestVersionExact;
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException)
        {
            // Another gateway may stand there next time.
            _agreed = null;
            throw;
        }
    }

    private async Task<Version> FindOutAsync(HttpRequestMessage first, CancellationToken cancellationToken)
    {
        var address = new Uri(first.RequestUri ?? throw new InvalidOperationException("A request has an address."), "/health");
        using var probe = AuditHandler.Describe(new HttpRequestMessage(HttpMethod.Get, address), new SentItem("whether the gateway speaks HTTP/2", ""));
        (probe.Version, probe.VersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
        try
        {
            using var response = await base.SendAsync(probe, cancellationToken);
            return HttpVersion.Version20;
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError is not (HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError))
        {
            return HttpVersion.Version11;
        }
    }
}

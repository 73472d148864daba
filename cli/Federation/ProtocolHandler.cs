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
        try
        {
            await ProbeAsync(address, HttpVersion.Version20, "whether the gateway speaks HTTP/2", cancellationToken);
            return HttpVersion.Version20;
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError is not (HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError))
        {
            // A connection that broke looks the same: only a gateway that answers in HTTP/1.1 speaks it. One of HTTP/2 alone has a 400 for that.
            if (await ProbeAsync(address, HttpVersion.Version11, "whether the gateway speaks HTTP/1.1", cancellationToken) == HttpStatusCode.BadRequest)
                throw;
            return HttpVersion.Version11;
        }
    }

    private async Task<HttpStatusCode> ProbeAsync(Uri address, Version version, string what, CancellationToken cancellationToken)
    {
        using var probe = AuditHandler.Describe(new HttpRequestMessage(HttpMethod.Get, address), new SentItem(what, ""));
        (probe.Version, probe.VersionPolicy) = (version, HttpVersionPolicy.RequestVersionExact);
        using var response = await base.SendAsync(probe, cancellationToken);
        return response.StatusCode;
    }
}

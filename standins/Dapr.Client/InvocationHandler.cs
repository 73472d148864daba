namespace Dapr.Client;

/// <summary>Turns requests to <c>http://{appId}/{path}</c> into service invocations through the sidecar.</summary>
public class InvocationHandler : DelegatingHandler
{
    private readonly string? _apiToken;
    private Uri _endpoint = new(DaprDefaults.GetDefaultHttpEndpoint());

    public InvocationHandler()
    {
    }

    internal InvocationHandler(string? apiToken) => _apiToken = apiToken;

    /// <summary>The sidecar's URL; http or https.</summary>
    public string DaprEndpoint
    {
        get => _endpoint.OriginalString;
        set
        {
            var endpoint = new Uri(value, UriKind.Absolute);
            if (endpoint.Scheme != Uri.UriSchemeHttp && endpoint.Scheme != Uri.UriSchemeHttps)
                throw new ArgumentException($"The Dapr endpoint '{value}' must start with http:// or https://.", nameof(value));
            _endpoint = endpoint;
        }
    }

    /// <summary>An app-id whose upper-case letters survive, although host names in URLs lose theirs.</summary>
    public string? DefaultAppId { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var original = request.RequestUri;
        var token = _apiToken ?? DaprDefaults.GetDefaultDaprApiToken();
        request.RequestUri = Rewrite(original)
            ?? throw new ArgumentException($"The request URI '{original}' is not a valid Dapr service invocation destination.", nameof(request));
        if (token.Length > 0)
            request.Headers.TryAddWithoutValidation(SidecarHttp.ApiTokenHeader, token);
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            request.RequestUri = original;
            request.Headers.Remove(SidecarHttp.ApiTokenHeader);
        }
    }

    private Uri? Rewrite(Uri? uri)
    {
        if (uri is not { IsAbsoluteUri: true } || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
            return null;
        var appId = string.Equals(uri.Host, DefaultAppId, StringComparison.OrdinalIgnoreCase) ? DefaultAppId : uri.Host;
        return new UriBuilder(uri)
        {
            Scheme = _endpoint.Scheme,
            Host = _endpoint.Host,
            Port = _endpoint.Port,
            Path = $"/v1.0/invoke/{appId}/method{uri.AbsolutePath}",
        }.Uri;
    }
}

using System.Net;
using System.Text;

namespace Dapr.Client;

/// <summary>Sends requests to the sidecar with the API token, and turns its errors into <see cref="DaprException"/>.</summary>
internal sealed class SidecarHttp : IDisposable
{
    internal const string ApiTokenHeader = "dapr-api-token";

    private readonly HttpClient _http;

    internal SidecarHttp(string endpoint, string apiToken, TimeSpan timeout)
    {
        Endpoint = endpoint;
        ApiToken = apiToken;
        _http = new HttpClient { BaseAddress = new Uri(endpoint.TrimEnd('/') + "/v1.0/"), Timeout = timeout };
        if (apiToken.Length > 0)
            _http.DefaultRequestHeaders.TryAddWithoutValidation(ApiTokenHeader, apiToken);
    }

    internal string Endpoint { get; }

    internal string ApiToken { get; }

    /// <summary>A relative URL: escaped segments, then <c>metadata.key=value</c> and the other query parameters.</summary>
    internal static string Url(string[] segments, IEnumerable<KeyValuePair<string, string>>? metadata, params (string Name, string? Value)[] query)
    {
        var url = new StringBuilder(string.Join('/', segments.Select(Uri.EscapeDataString)));
        var separator = '?';
        foreach (var (name, value) in query.Where(q => q.Value is not null).Concat((metadata ?? []).Select(m => ($"metadata.{m.Key}", (string?)m.Value))))
        {
            url.Append(separator).Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value!));
            separator = '&';
        }
        return url.ToString();
    }

    /// <summary>The response, whose status is 2xx or <paramref name="alsoAccepted"/>.</summary>
    /// <exception cref="DaprException">Anything else, or no connection; <paramref name="operation"/> begins the message.</exception>
    internal async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string operation, HttpStatusCode? alsoAccepted, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException e)
        {
            throw Failed(operation, e);
        }
        if (response.IsSuccessStatusCode || response.StatusCode == alsoAccepted)
            return response;
        using (response)
        {
            var answer = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            throw Failed(operation, new HttpRequestException($"{(int)response.StatusCode} {answer}", null, response.StatusCode));
        }
    }

    /// <summary>True for 2xx; false for any other status and for a sidecar that is not there.</summary>
    internal async Task<bool> IsHealthyAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _http.GetAsync(path, cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public void Dispose() => _http.Dispose();

    private static DaprException Failed(string operation, HttpRequestException e) =>
        new($"{operation} operation failed: the Dapr endpoint indicated a failure. See InnerException for details.", e);
}

using System.Diagnostics;
using System.Net.Sockets;

namespace DaprLocal.Apps;

/// <summary>Calls apps over pooled connections; adds the app's token, and notices an app that is gone.</summary>
public sealed class AppChannel(AppDirectory apps) : IDisposable
{
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = System.Net.DecompressionMethods.None,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(60),
        ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
    });

    /// <summary>Sends a request to an app. Throws <see cref="HttpRequestException"/> when the app cannot be reached.</summary>
    public async Task<HttpResponseMessage> SendAsync(AppInstance app, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (app.Options.AppToken is { } token)
        {
            request.Headers.Remove("dapr-api-token");
            request.Headers.TryAddWithoutValidation("dapr-api-token", token);
        }
        if (app.Options.AppProtocol == "h2c")
        {
            request.Version = System.Net.HttpVersion.Version20;
            request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        }
        if (app.Gate is not null)
            await app.Gate.WaitAsync(cancellationToken);
        try
        {
            return await _http.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException e) when (IsRefused(e))
        {
            apps.Down(app);
            throw;
        }
        finally
        {
            app.Gate?.Release();
        }
    }

    /// <summary>True when no connection came about, so that the app cannot have seen the request.</summary>
    public static bool IsRefused(HttpRequestException e) =>
        e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
        || e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused };

    public void Dispose() => _http.Dispose();
}

using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NetMl.Contracts;

namespace NetMl.Cli.Api;

/// <summary>Sends calls to the gateway with the key, waits out 429 and 503, and turns each failure into a sentence.</summary>
internal sealed class GatewayClient : IDisposable
{
    private const int Attempts = 8;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private readonly HttpClient _http;

    public GatewayClient(GatewayAddress address)
        : this(address, new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = TimeSpan.FromSeconds(10) })
    {
    }

    /// <param name="transport">Disposed with this.</param>
    public GatewayClient(GatewayAddress address, HttpMessageHandler transport)
    {
        Url = address.Url;
        SitesUrl = address.Http2 ?? address.Url;
        _http = new HttpClient(transport)
        {
            BaseAddress = address.Url,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        if (address.Key is not null)
            _http.DefaultRequestHeaders.TryAddWithoutValidation(WireHeaders.ApiKey, address.Key);
        Flows = new FlowsApi(this);
        Datasets = new DatasetsApi(this);
        AllowLists = new AllowListsApi(this);
        Findings = new FindingsFollower(this);
        Hosts = new HostsApi(this);
        Graphs = new GraphsApi(this);
        Networks = new NetworksApi(this);
        Backups = new BackupsApi(this);
        Jobs = new JobsApi(this);
        Federations = new FederationsApi(this);
        Models = new ModelsApi(this);
    }

    public Uri Url { get; }

    /// <summary>The address for sites of a federation: over HTTP/2 where it is known.</summary>
    public Uri SitesUrl { get; }

    public FlowsApi Flows { get; }

    public DatasetsApi Datasets { get; }

    public AllowListsApi AllowLists { get; }

    public FindingsFollower Findings { get; }

    public HostsApi Hosts { get; }

    public GraphsApi Graphs { get; }

    public NetworksApi Networks { get; }

    public BackupsApi Backups { get; }

    public JobsApi Jobs { get; }

    public FederationsApi Federations { get; }

    public ModelsApi Models { get; }

    public void Dispose() => _http.Dispose();

    public async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, string what, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(() => new HttpRequestMessage(HttpMethod.Get, path), what, cancellationToken);
        return await ReadAsync(response, type, what, cancellationToken);
    }

    /// <summary>Null when the gateway answers 404.</summary>
    public async Task<T?> FindAsync<T>(string path, JsonTypeInfo<T> type, string what, CancellationToken cancellationToken)
        where T : class
    {
        using var response = await SendRawAsync(() => new HttpRequestMessage(HttpMethod.Get, path), what, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
            return null;
        await RequireSuccessAsync(response, what, cancellationToken);
        return await ReadAsync(response, type, what, cancellationToken);
    }

    public async Task<TAnswer> PostAsync<TBody, TAnswer>(
        string path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<TAnswer> answerType, string what, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(body, bodyType);
        using var response = await SendAsync(() => Post(path, json), what, cancellationToken);
        return await ReadAsync(response, answerType, what, cancellationToken);
    }

    public async Task DeleteAsync(string path, string what, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(() => new HttpRequestMessage(HttpMethod.Delete, path), what, cancellationToken);
    }

    /// <summary>The response of a call that succeeded; its body may still be on the way.</summary>
    public async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> createRequest, string what, CancellationToken cancellationToken)
    {
        var response = await SendRawAsync(createRequest, what, cancellationToken);
        try
        {
            await RequireSuccessAsync(response, what, cancellationToken);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    public async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, string what, CancellationToken cancellationToken)
    {
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            return await JsonSerializer.DeserializeAsync(body, type, cancellationToken) ?? throw new JsonException("it is null");
        }
        catch (JsonException exception)
        {
            throw GatewayErrors.NotUnderstood(Url, what, exception);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            throw GatewayErrors.Broken(Url, exception);
        }
    }

    private async Task<HttpResponseMessage> SendRawAsync(Func<HttpRequestMessage> createRequest, string what, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var request = createRequest();
            var response = await SendOnceAsync(request, what, cancellationToken);
            var isBusy = response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;
            if (!isBusy || attempt == Attempts || request.Content is UnrepeatableContent)
                return response;
            var wait = WaitBeforeNext(response, attempt);
            response.Dispose();
            await Task.Delay(wait, cancellationToken);
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, string what, CancellationToken cancellationToken)
    {
        try
        {
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError)
        {
            throw GatewayErrors.Unreachable(Url, exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            if (exception.InnerException is CommandFailure failure)
                throw failure;
            throw GatewayErrors.Broken(Url, exception);
        }
    }

    private async Task RequireSuccessAsync(HttpResponseMessage response, string what, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
            throw await GatewayErrors.RefusedAsync(response, Url, what, cancellationToken);
    }

    private static TimeSpan WaitBeforeNext(HttpResponseMessage response, int attempt)
    {
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - DateTimeOffset.UtcNow,
            _ => TimeSpan.FromMilliseconds(250 * Math.Pow(2, attempt - 1)),
        };
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestWait ? LongestWait : wait;
    }

    private static HttpRequestMessage Post(string path, byte[] json) => new(HttpMethod.Post, path)
    {
        Content = new ByteArrayContent(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
    };
}

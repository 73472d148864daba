using System.Text.Json;

namespace Dapr.Client;

/// <summary>The application's door to its sidecar: events, state, service invocation and health.</summary>
public abstract class DaprClient : IDisposable
{
    private bool _disposed;

    /// <summary>How values become JSON in events and state.</summary>
    public abstract JsonSerializerOptions JsonSerializerOptions { get; }

    /// <summary>An HttpClient whose requests to <c>http://{appId}/{path}</c> go through the sidecar; with <paramref name="appId"/> relative paths do as well.</summary>
    /// <exception cref="ArgumentException">The app-id cannot stand as a host name in a URL.</exception>
    public static HttpClient CreateInvokeHttpClient(string? appId = null, string? daprEndpoint = null, string? daprApiToken = null)
    {
        var handler = new InvocationHandler(daprApiToken) { InnerHandler = new HttpClientHandler(), DefaultAppId = appId };
        if (daprEndpoint is not null)
            handler.DaprEndpoint = daprEndpoint;
        var client = new HttpClient(handler);
        if (appId is not null)
            client.BaseAddress = Uri.TryCreate($"http://{appId}", UriKind.Absolute, out var address)
                ? address
                : throw new ArgumentException("The appId must be a valid hostname.", nameof(appId));
        return client;
    }

    /// <summary>The same as <see cref="CreateInvokeHttpClient"/>, with this client's endpoint and token.</summary>
    public abstract HttpClient CreateInvokableHttpClient(string? appId = null);

    public abstract Task PublishEventAsync<TData>(string pubsubName, string topicName, TData data, CancellationToken cancellationToken = default);

    public abstract Task PublishEventAsync<TData>(string pubsubName, string topicName, TData data, Dictionary<string, string> metadata, CancellationToken cancellationToken = default);

    /// <summary>An event without data. Also what a call without data but with a token binds to.</summary>
    public abstract Task PublishEventAsync(string pubsubName, string topicName, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="PublishEventAsync(string, string, CancellationToken)"/>
    public abstract Task PublishEventAsync(string pubsubName, string topicName, Dictionary<string, string> metadata, CancellationToken cancellationToken = default);

    public abstract Task PublishByteEventAsync(string pubsubName, string topicName, ReadOnlyMemory<byte> data, string dataContentType = "application/json", Dictionary<string, string>? metadata = default, CancellationToken cancellationToken = default);

    public abstract Task<bool> CheckHealthAsync(CancellationToken cancellationToken = default);

    public abstract Task<bool> CheckOutboundHealthAsync(CancellationToken cancellationToken = default);

    public abstract Task WaitForSidecarAsync(CancellationToken cancellationToken = default);

    /// <summary>The value, or default when the key is missing.</summary>
    public abstract Task<TValue> GetStateAsync<TValue>(string storeName, string key, ConsistencyMode? consistencyMode = default, IReadOnlyDictionary<string, string>? metadata = default, CancellationToken cancellationToken = default);

    /// <summary>The value and its version; default and an empty string when the key is missing.</summary>
    public abstract Task<(TValue value, string etag)> GetStateAndETagAsync<TValue>(string storeName, string key, ConsistencyMode? consistencyMode = default, IReadOnlyDictionary<string, string>? metadata = default, CancellationToken cancellationToken = default);

    public abstract Task SaveStateAsync<TValue>(string storeName, string key, TValue value, StateOptions? stateOptions = default, IReadOnlyDictionary<string, string>? metadata = default, CancellationToken cancellationToken = default);

    /// <summary>False when the stored version is no longer <paramref name="etag"/>.</summary>
    public abstract Task<bool> TrySaveStateAsync<TValue>(string storeName, string key, TValue value, string etag, StateOptions? stateOptions = default, IReadOnlyDictionary<string, string>? metadata = default, CancellationToken cancellationToken = default);

    public abstract Task SaveByteStateAsync(string storeName, string key, ReadOnlyMemory<byte> binaryValue, StateOptions? stateOptions = default, IReadOnlyDictionary<string, string>? metadata = default, CancellationToken cancellationToken = default);

    public abstract Task<bool> TrySaveByteStateAsync(string storeName, string key, ReadOnlyMemory<byte> binaryValue, string etag, StateOptions? stateOptions = default, IReadOnlyDictionary<string, string>? metadata = default, CancellationToken cancellationToken = default);

    public abstract Task<ReadOnlyMemory<byte>> GetByteStateAsync(string storeName, string key, ConsistencyMode? consistencyMode = default, IReadOnlyDictionary<string, string>? metadata = default, CancellationToken cancellationToken = default);

    public abstract Task<(ReadOnlyMemory<byte>, string etag)> GetByteStateAndETagAsync(string storeName, string key, ConsistencyMode? consistencyMode = default, IReadOnlyDictionary<string, string>? metadata = default, CancellationToken cancellationToken = default);

    public abstract Task DeleteStateAsync(string storeName, string key, StateOptions? stateOptions = default, IReadOnlyDictionary<string, string>? metadata = default, CancellationToken cancellationToken = default);

    /// <summary>False when the stored version is no longer <paramref name="etag"/>.</summary>
    public abstract Task<bool> TryDeleteStateAsync(string storeName, string key, string etag, StateOptions? stateOptions = default, IReadOnlyDictionary<string, string>? metadata = default, CancellationToken cancellationToken = default);

    /// <summary>All operations or none.</summary>
    public abstract Task ExecuteStateTransactionAsync(string storeName, IReadOnlyList<StateTransactionRequest> operations, IReadOnlyDictionary<string, string>? metadata = default, CancellationToken cancellationToken = default);

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}

using System.Text.Json;

namespace Dapr.Client;

/// <summary>The client over Dapr's HTTP API: events, invocation and health here, state in <see cref="SidecarState"/>.</summary>
internal sealed class HttpDaprClient(SidecarHttp sidecar, JsonSerializerOptions jsonOptions) : DaprClient
{
    private static readonly TimeSpan HealthPollInterval = TimeSpan.FromMilliseconds(500);

    private readonly SidecarState _state = new(sidecar, jsonOptions);

    public override JsonSerializerOptions JsonSerializerOptions => jsonOptions;

    public override HttpClient CreateInvokableHttpClient(string? appId = null) => CreateInvokeHttpClient(appId, sidecar.Endpoint, sidecar.ApiToken);

    public override Task PublishEventAsync<TData>(string pubsubName, string topicName, TData data, CancellationToken cancellationToken = default) =>
        PublishEventAsync(pubsubName, topicName, data, [], cancellationToken);

    public override Task PublishEventAsync<TData>(string pubsubName, string topicName, TData data, Dictionary<string, string> metadata, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(metadata);
        return PublishByteEventAsync(pubsubName, topicName, JsonSerializer.SerializeToUtf8Bytes(data, jsonOptions), "application/json", metadata, cancellationToken);
    }

    public override Task PublishEventAsync(string pubsubName, string topicName, CancellationToken cancellationToken = default) =>
        PublishAsync(pubsubName, topicName, null, null, cancellationToken);

    public override Task PublishEventAsync(string pubsubName, string topicName, Dictionary<string, string> metadata, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        return PublishAsync(pubsubName, topicName, null, metadata, cancellationToken);
    }

    public override Task PublishByteEventAsync(string pubsubName, string topicName, ReadOnlyMemory<byte> data, string dataContentType = "application/json", Dictionary<string, string>? metadata = default, CancellationToken cancellationToken = default) =>
        PublishAsync(pubsubName, topicName, new ReadOnlyMemoryContent(data) { Headers = { { "Content-Type", dataContentType } } }, metadata, cancellationToken);

    public override Task<bool> CheckHealthAsync(CancellationToken cancellationToken = default) => sidecar.IsHealthyAsync("healthz", cancellationToken);

    public override Task<bool> CheckOutboundHealthAsync(CancellationToken cancellationToken = default) => sidecar.IsHealthyAsync("healthz/outbound", cancellationToken);

    public override async Task WaitForSidecarAsync(CancellationToken cancellationToken = default)
    {
        while (!await CheckOutboundHealthAsync(cancellationToken).ConfigureAwait(false))
            await Task.Delay(HealthPollInterval, cancellationToken).ConfigureAwait(false);
    }

    public override async Task<TValue> GetStateAsync<TValue>(string storeName, string key, ConsistencyMode? consistencyMode = default, IReadOnlyDictionary<string, string>? metadata = default, CancellationToken cancellationToken = default) =>
        (await GetStateAndETagAsync<TValue>(storeName, key, consistencyMode, metadata, cancellationToken).ConfigureAwait(false)).value;

    public override async Task<(TValue value, string etag)> GetStateAndETagAsync<TValue>(string storeName, string key, ConsistencyMode? consistencyMode = default, IReadOnlyDictionary<string, string>? metadata = default, CancellationToken cancellationToken = default)
    {
        var (body, etag) = await _state.GetAsync(storeName, key, consistencyMode, metadata, cancellationToken).ConfigureAwait(false);
        return (body.Length == 0 ? default! : _state.Deserialize<TValue>(body), etag);
    }

    public override Task SaveStateAsync<TValue>(string storeName, string key, TValue value, StateOptions? stateOptions = default, IReadOnlyDictionary<string, string>? metadata = default, CancellationToken cancellationToken = default) =>
        _state.SaveAsync(storeName, key, StateValue.Json(value, jsonOptions), null, stateOptions, metadata, cancellationToken);

    public override Task<bool> TrySaveStateAsync<TValue>(string storeName, string key, TValue value, string etag, StateOptions? stateOptions = default, IReadOnlyDictionary<string, string>? metadata = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(etag);
        return _state.SaveAsync(storeName, key, StateValue.Json(value, jsonOptions), etag, stateOptions, metadata, cancellationToken);
    }

    public override Task SaveByteStateAsync(string storeName, string key, ReadOnlyMemory<byte> binaryValue, StateOptions? stateOptions = default, IReadOnlyDictionary<string, string>? metadata = default, CancellationToken cancellationToken = default) =>
        _state.SaveAsync(storeName, key, StateValue.Bytes(binaryValue), null, stateOptions, metadata, cancellationToken);

    public override Task<bool> TrySaveByteStateAsync(string storeName, string key, ReadOnlyMemory<byte> binaryValue, string etag, StateOptions? stateOptions = default, IReadOnlyDictionary<string, string>? metadata = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(etag);
        return _state.SaveAsync(storeName, key, StateValue.Bytes(binaryValue), etag, stateOptions, metadata, cancellationToken);
    }

    public override async Task<ReadOnlyMemory<byte>> GetByteStateAsync(string storeName, string key, ConsistencyMode? consistencyMode = default, IReadOnlyDictionary<string, string>? metadata = default, CancellationToken cancellationToken = default) =>
        (await GetByteStateAndETagAsync(storeName, key, consistencyMode, metadata, cancellationToken).ConfigureAwait(false)).Item1;

    public override async Task<(ReadOnlyMemory<byte>, string etag)> GetByteStateAndETagAsync(string storeName, string key, ConsistencyMode? consistencyMode = default, IReadOnlyDictionary<string, string>? metadata = default, CancellationToken cancellationToken = default)
    {
        var (body, etag) = await _state.GetAsync(storeName, key, consistencyMode, metadata, cancellationToken).ConfigureAwait(false);
        return (StateValue.ToBytes(body), etag);
    }

    public override Task DeleteStateAsync(string storeName, string key, StateOptions? stateOptions = default, IReadOnlyDictionary<string, string>? metadata = default, CancellationToken cancellationToken = default) =>
        _state.DeleteAsync(storeName, key, null, stateOptions, metadata, cancellationToken);

    public override Task<bool> TryDeleteStateAsync(string storeName, string key, string etag, StateOptions? stateOptions = default, IReadOnlyDictionary<string, string>? metadata = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(etag);
        return _state.DeleteAsync(storeName, key, etag, stateOptions, metadata, cancellationToken);
    }

    public override Task ExecuteStateTransactionAsync(string storeName, IReadOnlyList<StateTransactionRequest> operations, IReadOnlyDictionary<string, string>? metadata = default, CancellationToken cancellationToken = default) =>
        _state.TransactAsync(storeName, operations, metadata, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            sidecar.Dispose();
    }

    private async Task PublishAsync(string pubsubName, string topicName, HttpContent? content, Dictionary<string, string>? metadata, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(pubsubName);
        ArgumentException.ThrowIfNullOrEmpty(topicName);
        using var request = new HttpRequestMessage(HttpMethod.Post, SidecarHttp.Url(["publish", pubsubName, topicName], metadata)) { Content = content };
        using var response = await sidecar.SendAsync(request, "Publish", null, cancellationToken).ConfigureAwait(false);
    }
}

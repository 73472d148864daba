namespace NetMl.Gateway.OpenApi;

/// <summary>Keeps the merged document for a moment; one caller at a time makes a new one.</summary>
internal sealed class OpenApiCache(ServiceDocuments documents, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan FreshWhenComplete = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FreshWhenIncomplete = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _maker = new(1);
    private (string Json, DateTimeOffset Until)? _made;

    public async Task<string> GetAsync(CancellationToken cancellationToken)
    {
        await _maker.WaitAsync(cancellationToken);
        try
        {
            if (_made is { } made && time.GetUtcNow() < made.Until)
                return made.Json;
            var all = await documents.FetchAllAsync(cancellationToken);
            var fresh = Array.TrueForAll(all, service => service.Document is not null) ? FreshWhenComplete : FreshWhenIncomplete;
            var json = OpenApiMerger.Merge(all).ToJsonString();
            _made = (json, time.GetUtcNow() + fresh);
            return json;
        }
        finally
        {
            _maker.Release();
        }
    }

    public void Dispose() => _maker.Dispose();
}

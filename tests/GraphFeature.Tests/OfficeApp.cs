using NetMl.Contracts.Datasets;

namespace NetMl.GraphFeature.Tests;

/// <summary>The service with <see cref="SmallNetwork"/> as data set office: started once for a class of tests that only read.</summary>
public sealed class OfficeApp : IAsyncLifetime, IDisposable
{
    private readonly DataFolder _folder = new();
    private readonly GraphFeatureApp _app;

    public OfficeApp()
    {
        _app = new GraphFeatureApp(_folder);
        Client = _app.CreateClient();
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public HttpClient NewClient() => _app.CreateClient();

    public Task<T> GetAsync<T>(string path) => _app.GetAsync<T>($"/v1/datasets/office/{path}");

    public async Task InitializeAsync() => await _app.DeliverAndAnalyseAsync("office", [SmallNetwork.Batch()]);

    public async Task DisposeAsync() => await _app.DisposeAsync();

    public void Dispose()
    {
        Client.Dispose();
        _app.Dispose();
        _folder.Dispose();
    }
}

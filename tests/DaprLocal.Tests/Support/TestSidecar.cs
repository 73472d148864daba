using System.Text;
using System.Text.Json;
using DaprLocal;
using DaprLocal.Apps;
using DaprLocal.Hub;
using Microsoft.Extensions.DependencyInjection;

namespace NetMl.DaprLocal.Tests.Support;

/// <summary>A sidecar inside the test process, with its own folder for components and state.</summary>
internal sealed class TestSidecar : IAsyncDisposable
{
    private readonly HubHost _sidecar;

    private TestSidecar(HubHost sidecar, ComponentFolder folder)
    {
        _sidecar = sidecar;
        Folder = folder;
        Http = [.. sidecar.HttpPorts.Select(port => new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") })];
    }

    public ComponentFolder Folder { get; }

    /// <summary>One client for the API of each app, in their order.</summary>
    public IReadOnlyList<HttpClient> Http { get; }

    public HttpClient First => Http[0];

    public AppDirectory Apps => Get<AppDirectory>();

    /// <summary>A part of the sidecar, by its type.</summary>
    public T Get<T>() where T : class => _sidecar.Services.GetRequiredService<T>();

    /// <summary>Starts the sidecar and waits until every app that has a port is up.</summary>
    public static async Task<TestSidecar> StartAsync(ComponentFolder folder, AppOptions[] apps, string? apiToken = null, string? appToken = null, bool wait = true)
    {
        var options = apps.Select(app => app with { ResourcesPaths = [folder.Path], LogLevel = "error" }).ToList();
        var sidecar = new TestSidecar((HubHost)await Sidecar.StartAsync(new SidecarOptions { Apps = options, ApiToken = apiToken, AppToken = appToken }, CancellationToken.None), folder);
        if (wait)
            await Until.TrueAsync(() => sidecar.Apps.Instances.All(app => !app.HasApp || app.IsLive), "every app is up");
        return sidecar;
    }

    public static Task<TestSidecar> StartAsync(params AppOptions[] apps) => StartAsync(ComponentFolder.Create(), apps);

    public async ValueTask DisposeAsync()
    {
        foreach (var http in Http)
            http.Dispose();
        await _sidecar.DisposeAsync();
        Folder.Dispose();
    }
}

internal static class HttpExtensions
{
    public static Task<HttpResponseMessage> PostTextAsync(this HttpClient http, string path, string body, string contentType = "application/json") =>
        http.PostAsync(path, new StringContent(body, Encoding.UTF8) { Headers = { ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(contentType) } });

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response) => JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync()).RootElement;

    public static async Task<string?> ErrorCodeAsync(this HttpResponseMessage response) => (await response.JsonAsync()).GetProperty("errorCode").GetString();
}

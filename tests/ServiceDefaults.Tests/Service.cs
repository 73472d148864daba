using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace NetMl.ServiceDefaults.Tests;

/// <summary>A small service with the defaults, on real ports of this machine.</summary>
sealed class Service : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Service(WebApplication app, bool h2c)
    {
        _app = app;
        Http = Client(app.Urls.First());
        H2c = h2c ? Client(app.Urls.Last()) : null;
        if (H2c is not null)
        {
            H2c.DefaultRequestVersion = new Version(2, 0);
            H2c.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        }
    }

    public HttpClient Http { get; }

    public HttpClient? H2c { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<Service> StartAsync(Dictionary<string, string?>? settings = null, Action<WebApplication>? map = null, Action<WebApplicationBuilder>? add = null, bool h2c = false, bool requireAppToken = true, string environment = "Production")
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["HTTP_PORT"] = "0", ["H2C_PORT"] = h2c ? "0" : null });
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.AddServiceDefaults(requireAppToken);
        add?.Invoke(builder);
        var app = builder.Build();
        app.MapDefaultEndpoints();
        map?.Invoke(app);
        await app.StartAsync();
        return new Service(app, h2c);
    }

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        H2c?.Dispose();
        await _app.DisposeAsync();
    }

    private static HttpClient Client(string url) => new() { BaseAddress = new Uri(url) };
}

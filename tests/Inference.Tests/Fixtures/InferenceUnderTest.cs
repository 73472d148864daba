using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NetMl.Inference.Capacity;
using NetMl.Inference.Datasets;
using NetMl.Inference.Models;

namespace NetMl.Inference.Tests.Fixtures;

/// <summary>The real service on a loopback socket, over a model store in memory.</summary>
internal sealed class InferenceUnderTest : WebApplicationFactory<Program>
{
    private readonly Dictionary<string, string> _settings = new() { ["OTEL_SERVICE_NAME"] = "inference-7", ["Inference:Models:PollInterval"] = "00:10:00", ["Inference:Models:RetryLoad"] = "00:00:00" };

    public InferenceUnderTest() => UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));

    public ModelShelf Shelf { get; } = new();

    /// <summary>What graph-feature has; null = there is none.</summary>
    public StoredData? Stored { get; init; }

    /// <summary>False = the registry is read through Dapr, as the settings say.</summary>
    public bool UsesShelf { get; init; } = true;

    public InferenceUnderTest With(string setting, string value)
    {
        _settings[setting] = value;
        return this;
    }

    /// <summary>Looks at the registry now, as the poll would; when it returns, the swap is done.</summary>
    public Task RefreshAsync() => Services.GetRequiredService<RegistryReader>().RefreshAsync(CancellationToken.None);

    /// <summary>A client, at once.</summary>
    public HttpClient Client()
    {
        StartServer();
        var address = Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        return new HttpClient { BaseAddress = new Uri(address) };
    }

    /// <summary>A client, after the registry has been read once.</summary>
    public async Task<HttpClient> ClientAsync()
    {
        var client = Client();
        await RefreshAsync();
        return client;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (setting, value) in _settings)
            builder.UseSetting(setting, value);
        if (UsesShelf)
            builder.ConfigureTestServices(services => services.AddSingleton<IModelStore>(Shelf));
        if (Stored is { } stored)
            builder.ConfigureTestServices(services => services.AddSingleton(provider => new GraphFeatureClient(stored.Client(), provider.GetRequiredService<IOptions<CapacityOptions>>())));
    }
}

using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace NetMl.Gateway.Tests.Fixtures;

/// <summary>The real gateway on loopback sockets: one for HTTP/1.1, one for HTTP/2.</summary>
internal sealed class GatewayUnderTest : WebApplicationFactory<Program>
{
    public const string Key = "test-key-of-nobody";

    private readonly Dictionary<string, string> _settings = new() { ["Gateway:ApiKey"] = Key, ["Gateway:Forwarding:ProbeInterval"] = "00:00:00.1" };

    public GatewayUnderTest(params Replica[] instances)
    {
        foreach (var replica in instances)
            _settings[$"services:{replica.Name}:h2c:0"] = replica.Address;
        UseKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
    }

    public Uri Address => Listening(0);

    public Uri H2cAddress => Listening(1);

    public GatewayUnderTest With(string setting, string value)
    {
        _settings[setting] = value;
        return this;
    }

    /// <summary>A client over HTTP/1.1 with the key; null = without one.</summary>
    public HttpClient Client(string? key = Key)
    {
        var client = new HttpClient { BaseAddress = Address };
        if (key is not null)
            client.DefaultRequestHeaders.Add("X-Api-Key", key);
        return client;
    }

    /// <summary>The same over HTTP/2 with prior knowledge.</summary>
    public HttpClient H2cClient()
    {
        var client = new HttpClient { BaseAddress = H2cAddress, DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        client.DefaultRequestHeaders.Add("X-Api-Key", Key);
        return client;
    }

    private Uri Listening(int endpoint)
    {
        StartServer();
        return new(Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.ElementAt(endpoint));
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (setting, value) in _settings)
            builder.UseSetting(setting, value);
    }
}

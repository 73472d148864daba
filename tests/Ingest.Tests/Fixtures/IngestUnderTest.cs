using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace NetMl.Ingest.Tests.Fixtures;

/// <summary>The real service on a loopback socket and its fake sidecar.</summary>
internal sealed class IngestUnderTest : WebApplicationFactory<Program>
{
    private readonly Dictionary<string, string> _settings = [];
    private readonly TimeProvider? _time;

    private IngestUnderTest(FakeSidecar sidecar, TimeProvider? time, (string Key, string Value)[] settings)
    {
        (Sidecar, _time) = (sidecar, time);
        _settings["DAPR_HTTP_ENDPOINT"] = sidecar.Address;
        _settings["DAPR_GRPC_ENDPOINT"] = sidecar.GrpcAddress;
        foreach (var (key, value) in settings)
            _settings[$"Ingest:{key}"] = value;
        UseKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
    }

    public FakeSidecar Sidecar { get; }

    /// <summary>HTTP/1.1.</summary>
    public Uri Address => Listening(0);

    /// <summary>HTTP/2 with prior knowledge, as the gateway speaks.</summary>
    public Uri H2cAddress => Listening(1);

    public static Task<IngestUnderTest> StartAsync(params (string Key, string Value)[] settings) => StartAsync(null, settings);

    public static async Task<IngestUnderTest> StartAsync(TimeProvider? time, params (string Key, string Value)[] settings)
    {
        var ingest = new IngestUnderTest(await FakeSidecar.StartAsync(), time, settings);
        ingest.StartServer();
        return ingest;
    }

    public HttpClient Client() => new() { BaseAddress = Address };

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Sidecar.DisposeAsync();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (key, value) in _settings)
            builder.UseSetting(key, value);
        if (_time is not null)
            builder.ConfigureTestServices(services => services.AddSingleton(_time));
    }

    private Uri Listening(int endpoint) =>
        new(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.ElementAt(endpoint) ?? throw new InvalidOperationException("the server listens nowhere"));
}

using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
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
        UseKestrel(port: 0);
    }

    public FakeSidecar Sidecar { get; }

    public Uri Address => new(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.First() ?? throw new InvalidOperationException("the server listens nowhere"));

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
}

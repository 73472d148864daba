using Dapr.Client;

namespace NetMl.DaprSdk.Tests.Client;

/// <summary>A client and the fake sidecar that it talks to.</summary>
public abstract class SidecarTest : IAsyncLifetime
{
    private protected FakeSidecar Sidecar { get; private set; } = null!;

    private protected DaprClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Sidecar = await FakeSidecar.StartAsync();
        Client = new DaprClientBuilder().UseHttpEndpoint(Sidecar.Endpoint).UseDaprApiToken("secret").Build();
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await Sidecar.DisposeAsync();
    }
}

using Dapr.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace NetMl.DaprSdk.Tests.AspNetCore;

public class AddDaprClientTests
{
    [Fact]
    public async Task AddDaprClient_EndpointAndTokenInConfiguration_AreUsed()
    {
        await using var sidecar = await FakeSidecar.StartAsync();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection([new("DAPR_HTTP_ENDPOINT", sidecar.Endpoint), new("DAPR_API_TOKEN", "t")]).Build());
        services.AddDaprClient();
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredService<DaprClient>().PublishEventAsync("pubsub", "t", 1);

        Assert.Equal("POST /v1.0/publish/pubsub/t", sidecar.Request.Line);
        Assert.Equal("t", sidecar.Request.Header("dapr-api-token"));
    }

    [Fact]
    public async Task AddDaprClient_Twice_KeepsTheFirst()
    {
        await using var sidecar = await FakeSidecar.StartAsync();
        var services = new ServiceCollection();
        services.AddDaprClient(builder => builder.UseHttpEndpoint(sidecar.Endpoint));
        services.AddDaprClient(builder => builder.UseHttpEndpoint("http://127.0.0.1:1"));
        await using var provider = services.BuildServiceProvider();

        Assert.True(await provider.GetRequiredService<DaprClient>().CheckHealthAsync());
    }
}

using Dapr;
using Microsoft.Extensions.Configuration;

namespace NetMl.DaprSdk.Tests.Client;

public class DaprDefaultsTests
{
    [Theory]
    [InlineData(null, null, "http://localhost:3500/")]
    [InlineData(null, "4000", "http://localhost:4000/")]
    [InlineData("https://dapr.example:8443", "4000", "https://dapr.example:8443/")]
    [InlineData("http://127.0.0.1:4001/", null, "http://127.0.0.1:4001/")]
    public void GetDefaultHttpEndpoint_Configuration_EndpointBeforePortBeforeDefault(string? endpoint, string? port, string expected)
    {
        var configuration = Configuration(("DAPR_HTTP_ENDPOINT", endpoint), ("DAPR_HTTP_PORT", port));

        Assert.Equal(expected, DaprDefaults.GetDefaultHttpEndpoint(configuration));
    }

    [Fact]
    public void GetDefaultDaprApiToken_Configuration_IsRead()
    {
        Assert.Equal("t", DaprDefaults.GetDefaultDaprApiToken(Configuration(("DAPR_API_TOKEN", "t"))));
        Assert.Equal("a", DaprDefaults.GetDefaultAppApiToken(Configuration(("APP_API_TOKEN", "a"))));
    }

    private static IConfiguration Configuration(params (string Key, string? Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(v => KeyValuePair.Create(v.Key, v.Value))).Build();
}

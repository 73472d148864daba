using Microsoft.Extensions.Configuration;
using NetMl.Gateway.Routing;
using NetMl.ServiceDefaults.Settings;

namespace NetMl.Gateway.Tests.Routing;

public sealed class InstanceDirectoryTests
{
    private static IConfiguration Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value)).Build();

    [Fact]
    public void InstancesOf_NumberedResources_TakesThoseOfTheAppIdOnly()
    {
        var configuration = Configuration(
            ("services:inference-1:h2c:0", "http://127.0.0.1:1"), ("services:inference-2:h2c:0", "http://127.0.0.1:2"), ("services:inference-2:http:0", "http://127.0.0.1:3"),
            ("services:inference-extra:h2c:0", "http://127.0.0.1:4"), ("services:inference-:h2c:0", "http://127.0.0.1:5"), ("services:ingest:h2c:0", "http://127.0.0.1:6"));

        var instances = InstanceDirectory.InstancesOf("inference", configuration);

        Assert.Equal([new("inference-1", "http://127.0.0.1:1"), new KeyValuePair<string, string>("inference-2", "http://127.0.0.1:2")], instances);
    }

    [Fact]
    public void InstancesOf_EnvironmentVariablesWithoutDashes_AreUnderstoodToo()
    {
        var configuration = Configuration(
            ("INFERENCE_1_H2C", "http://127.0.0.1:1"), ("INFERENCE_2_H2C", "http://127.0.0.1:2"), ("INFERENCE_2_HTTP", "http://127.0.0.1:3"),
            ("INFERENCE_X_H2C", "http://127.0.0.1:4"), ("services:inference-2:h2c:0", "http://127.0.0.1:5"));

        var instances = InstanceDirectory.InstancesOf("inference", configuration);

        Assert.Equal([new("inference-1", "http://127.0.0.1:1"), new KeyValuePair<string, string>("inference-2", "http://127.0.0.1:5")], instances);
    }

    [Fact]
    public void InstancesOf_AddressGivenByHand_OverridesDiscovery()
    {
        var configuration = Configuration(("services:ingest:h2c:0", "http://127.0.0.1:1"), ("Gateway:Clusters:ingest:ingest", "http://10.0.0.1:80"));

        Assert.Equal("http://10.0.0.1:80", Assert.Single(InstanceDirectory.InstancesOf("ingest", configuration)).Value);
    }

    [Fact]
    public void InstancesOf_AddressThatIsNone_NamesTheSetting()
    {
        var refused = Assert.Throws<WrongSettingException>(() => InstanceDirectory.InstancesOf("ingest", Configuration(("services:ingest:h2c:0", "127.0.0.1:1"))));

        Assert.Contains("services:ingest:h2c:0", refused.Message, StringComparison.Ordinal);
    }
}

using YamlDotNet.RepresentationModel;

namespace NetMl.Contracts.Tests;

public class DaprComponentsTests
{
    public static TheoryData<string> Environments => [.. ComponentsFolder.Environments];

    [Fact]
    public void Environments_AreTheThreeThatTheReadmeNames() =>
        Assert.Equal(["dapr-init", "kubernetes", "local"], ComponentsFolder.Environments);

    [Theory]
    [MemberData(nameof(Environments))]
    public void Names_InYaml_EqualTheConstants(string environment)
    {
        var names = ComponentsFolder.Components(environment).Select(component => ComponentsFolder.Text(component, "metadata", "name"));

        Assert.Equal(new[] { DaprComponents.ModelStore, DaprComponents.PubSub, DaprComponents.StateStore }.Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public void Kinds_OfComponents_FitTheirUse(string environment)
    {
        foreach (var component in ComponentsFolder.Components(environment))
        {
            var expected = ComponentsFolder.Text(component, "metadata", "name") == DaprComponents.PubSub ? "pubsub." : "state.";
            Assert.StartsWith(expected, ComponentsFolder.Text(component, "spec", "type"));
            Assert.Equal("dapr.io/v1alpha1", ComponentsFolder.Text(component, "apiVersion"));
        }
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public void StateStore_AndOnlyIt_KeepsActorState(string environment)
    {
        var actorStores = ComponentsFolder.Components(environment).Where(component => Value(component, "actorStateStore") == "true").Select(component => ComponentsFolder.Text(component, "metadata", "name"));

        Assert.Equal([DaprComponents.StateStore], actorStores);
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public void KeyPrefix_IsNoneForTheModelStoreOnly(string environment)
    {
        var prefixes = ComponentsFolder.Components(environment).ToDictionary(component => ComponentsFolder.Text(component, "metadata", "name") ?? "", component => Value(component, "keyPrefix"));

        Assert.Equal("none", prefixes[DaprComponents.ModelStore]);
        Assert.Null(prefixes[DaprComponents.StateStore]);
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public void Stores_OnOneDatabase_DoNotShareKeys(string environment)
    {
        var tables = ComponentsFolder.Components(environment).Where(component => ComponentsFolder.Text(component, "spec", "type") is "state.sqlite" or "state.postgresql")
            .Select(component => Value(component, "tableName") ?? Value(component, "tablePrefix") ?? "").ToList();

        Assert.Equal(tables.Count, tables.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public void Resiliency_TargetsThePubSubWithAPolicyThatItDefines(string environment)
    {
        var resiliency = Assert.Single(ComponentsFolder.Documents(environment), document => ComponentsFolder.Text(document, "kind") == "Resiliency");
        var policy = ComponentsFolder.Text(resiliency, "spec", "targets", "components", DaprComponents.PubSub, "inbound", "retry");

        Assert.NotNull(policy);
        Assert.NotNull(ComponentsFolder.Text(resiliency, "spec", "policies", "retries", policy, "maxRetries"));
    }

    [Fact]
    public void Kubernetes_TakesAddressesAndPasswordsFromSecretsOnly()
    {
        foreach (var component in ComponentsFolder.Components("kubernetes"))
        {
            foreach (var (name, item) in ComponentsFolder.Metadata(component).Where(pair => pair.Key is "redisHost" or "redisPassword" or "connectionString"))
                Assert.False(string.IsNullOrEmpty(ComponentsFolder.Text(item, "secretKeyRef", "name")), name);
            Assert.Equal("kubernetes", ComponentsFolder.Text(component, "auth", "secretStore"));
        }
    }

    [Fact]
    public void Constants_OfTopicsAppIdsAndComponents_AreDistinctAndPlain()
    {
        foreach (var type in new[] { typeof(Topics), typeof(AppIds), typeof(DaprComponents) })
        {
            var values = type.GetFields().Select(field => (string?)field.GetRawConstantValue()).ToList();
            Assert.Equal(values.Count, values.Distinct().Count());
            Assert.All(values, value => Assert.Matches("^[a-z][a-z0-9.-]*$", value));
        }
    }

    private static string? Value(YamlMappingNode component, string name) =>
        ComponentsFolder.Metadata(component).TryGetValue(name, out var item) ? ComponentsFolder.Text(item, "value") : null;
}

namespace NetMl.DaprLocal.Tests.Support;

/// <summary>A temporary folder with component YAML and the state file.</summary>
internal sealed class ComponentFolder : IDisposable
{
    private ComponentFolder(string path) => Path = path;

    public string Path { get; }

    public string StateFile => System.IO.Path.Combine(Path, "state.db");

    public static ComponentFolder Create(string? resiliency = null, string pubsubMetadata = "")
    {
        var folder = new ComponentFolder(Directory.CreateTempSubdirectory("dapr-local-test-").FullName);
        folder.Add("pubsub.yaml", Component("pubsub", "pubsub.in-memory", pubsubMetadata));
        folder.Add("statestore.yaml", Component("statestore", "state.sqlite", $"{Item("connectionString", folder.StateFile)}{Item("actorStateStore", "true")}"));
        folder.Add("modelstore.yaml", Component("modelstore", "state.sqlite", $"{Item("connectionString", folder.StateFile)}{Item("tableName", "models")}{Item("keyPrefix", "none")}"));
        if (resiliency is not null)
            folder.Add("resiliency.yaml", resiliency);
        return folder;
    }

    public void Add(string name, string text) => File.WriteAllText(System.IO.Path.Combine(Path, name), text);

    public static string Item(string name, string value) => $"    - name: {name}\n      value: \"{value}\"\n";

    public static string Component(string name, string type, string metadata) =>
        $"apiVersion: dapr.io/v1alpha1\nkind: Component\nmetadata:\n  name: {name}\nspec:\n  type: {type}\n  version: v1\n" + (metadata.Length == 0 ? "" : $"  metadata:\n{metadata}");

    /// <summary>A resiliency file whose retry policy applies to deliveries of pubsub.</summary>
    public static string Retries(string policy, string limit = "") =>
        $"apiVersion: dapr.io/v1alpha1\nkind: Resiliency\nmetadata:\n  name: r\nspec:\n  policies:\n    timeouts:\n      limit: {(limit.Length > 0 ? limit : "30s")}\n    retries:\n      again: {{ {policy} }}\n  targets:\n    components:\n      pubsub:\n        inbound:\n          retry: again\n          timeout: limit\n";

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

using YamlDotNet.RepresentationModel;

namespace NetMl.Contracts.Tests;

/// <summary>The component YAML of the repository, read as nodes.</summary>
internal static class ComponentsFolder
{
    public static string Path { get; } = Find();

    public static IEnumerable<string> Environments => Directory.EnumerateDirectories(Path).Select(folder => System.IO.Path.GetFileName(folder)).Order(StringComparer.Ordinal);

    public static IReadOnlyList<YamlMappingNode> Documents(string environment) =>
        [.. Directory.EnumerateFiles(System.IO.Path.Combine(Path, environment), "*.yaml").Order(StringComparer.Ordinal).Select(Read)];

    public static IReadOnlyList<YamlMappingNode> Components(string environment) => [.. Documents(environment).Where(document => Text(document, "kind") == "Component")];

    public static string? Text(YamlNode node, params string[] path)
    {
        foreach (var key in path)
        {
            if (node is not YamlMappingNode map || !map.Children.TryGetValue(new YamlScalarNode(key), out var inner))
                return null;
            node = inner;
        }
        return (node as YamlScalarNode)?.Value;
    }

    public static IReadOnlyDictionary<string, YamlMappingNode> Metadata(YamlMappingNode component) =>
        component["spec"] is YamlMappingNode spec && spec.Children.TryGetValue(new YamlScalarNode("metadata"), out var list) && list is YamlSequenceNode items
            ? items.Children.Cast<YamlMappingNode>().ToDictionary(item => Text(item, "name") ?? "")
            : new Dictionary<string, YamlMappingNode>();

    private static YamlMappingNode Read(string file)
    {
        using var reader = new StreamReader(file);
        var stream = new YamlStream();
        stream.Load(reader);
        return (YamlMappingNode)Assert.Single(stream.Documents).RootNode;
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "NetMlAspire.sln")))
                return System.IO.Path.Combine(folder.FullName, "components");
        throw new DirectoryNotFoundException("The repository (NetMlAspire.sln) is not above the test's folder.");
    }
}

using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace DaprLocal.Components;

/// <summary>Reads YAML documents as nodes and picks values out of them by key.</summary>
internal static class Yaml
{
    public static IReadOnlyList<YamlMappingNode> Documents(string file)
    {
        try
        {
            using var reader = new StreamReader(file);
            var stream = new YamlStream();
            stream.Load(reader);
            return [.. stream.Documents.Select(document => document.RootNode).OfType<YamlMappingNode>()];
        }
        catch (Exception e) when (e is YamlException or IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The file '{file}' cannot be read as YAML: {e.Message}", e);
        }
    }

    public static YamlNode? Get(this YamlMappingNode node, string key) =>
        node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    public static YamlMappingNode? Map(this YamlMappingNode node, string key) => node.Get(key) as YamlMappingNode;

    public static string? Text(this YamlMappingNode node, string key) => (node.Get(key) as YamlScalarNode)?.Value;

    public static IEnumerable<YamlMappingNode> Maps(this YamlMappingNode node, string key) =>
        (node.Get(key) as YamlSequenceNode)?.Children.OfType<YamlMappingNode>() ?? [];

    public static IReadOnlyList<string> Texts(this YamlMappingNode node, string key) => node.Get(key) switch
    {
        YamlSequenceNode list => [.. list.Children.OfType<YamlScalarNode>().Select(item => item.Value ?? "")],
        YamlScalarNode { Value: { Length: > 0 } one } => [one],
        _ => [],
    };

    public static IReadOnlyDictionary<string, string> Pairs(this YamlMappingNode node, string key)
    {
        var pairs = new Dictionary<string, string>();
        foreach (var (name, value) in node.Map(key)?.Children ?? Enumerable.Empty<KeyValuePair<YamlNode, YamlNode>>())
            if (name is YamlScalarNode { Value: { } left } && value is YamlScalarNode right)
                pairs[left] = right.Value ?? "";
        return pairs;
    }
}

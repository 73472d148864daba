using YamlDotNet.RepresentationModel;

namespace DaprLocal.Components;

/// <summary>Everything read from the resources paths: components and resiliency policies.</summary>
public sealed record ResourceFiles(IReadOnlyList<Component> Components, ResiliencyPolicies Resiliency)
{
    private static readonly string[] KnownTypes = [Component.InMemoryPubSub, Component.SqliteState];

    /// <summary>Reads every .yaml and .yml file of the folders (or the named files), in ordinal order.</summary>
    public static ResourceFiles Load(IEnumerable<string> paths)
    {
        var components = new List<Component>();
        var resiliency = new ResiliencyPolicies();
        foreach (var file in paths.Select(Path.GetFullPath).Distinct().SelectMany(Files))
            foreach (var document in Yaml.Documents(file))
                Add(document, file, components, resiliency);
        var doubled = components.GroupBy(component => component.Name).FirstOrDefault(group => group.Count() > 1);
        return doubled is null
            ? new ResourceFiles(components, resiliency)
            : throw new UsageException($"The component '{doubled.Key}' is defined twice: in '{doubled.First().File}' and in '{doubled.Last().File}'; remove one.");
    }

    private static IEnumerable<string> Files(string path)
    {
        if (File.Exists(path))
            return [path];
        if (!Directory.Exists(path))
            throw new UsageException($"The resources path '{path}' does not exist: give the folder of the component YAML files with --resources-path.");
        return Directory.EnumerateFiles(path).Where(file => Path.GetExtension(file) is ".yaml" or ".yml").Order(StringComparer.Ordinal);
    }

    private static void Add(YamlMappingNode document, string file, List<Component> components, ResiliencyPolicies resiliency)
    {
        switch (document.Text("kind"))
        {
            case "Component": components.Add(ReadComponent(document, file)); break;
            case "Resiliency": resiliency.Add(document, file); break;
            case "Configuration": break; // tracing and features of daprd: nothing here that changes what an app sees
            case var kind: throw new UsageException($"The file '{file}' holds the kind '{kind}', which dapr-local does not know: it reads Component and Resiliency.");
        }
    }

    private static Component ReadComponent(YamlMappingNode document, string file)
    {
        var name = document.Map("metadata")?.Text("name") ?? throw new UsageException($"The component in '{file}' has no metadata.name: give it one.");
        var spec = document.Map("spec") ?? throw new UsageException($"The component '{name}' in '{file}' has no spec.");
        var type = spec.Text("type") ?? "";
        if (!KnownTypes.Contains(type))
            throw new UsageException($"The component '{name}' in '{file}' has the type '{type}', which dapr-local does not know: it knows {string.Join(" and ", KnownTypes)}.");
        var metadata = new Dictionary<string, string>();
        foreach (var item in spec.Maps("metadata"))
            metadata[item.Text("name") ?? ""] = Value(item, name, file);
        return new Component(name, type, spec.Text("version") ?? "v1", metadata, document.Texts("scopes"), file);
    }

    private static string Value(YamlMappingNode item, string component, string file)
    {
        if (item.Get("secretKeyRef") is not null)
            throw new UsageException($"The metadata '{item.Text("name")}' of component '{component}' in '{file}' uses secretKeyRef, which dapr-local has no secret store for: use value or envRef.");
        if (item.Text("envRef") is not { } variable)
            return item.Text("value") ?? "";
        return Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
            ? value
            : throw new UsageException($"The component '{component}' in '{file}' takes '{item.Text("name")}' from the environment variable {variable}, which is not set: set it and start again.");
    }
}

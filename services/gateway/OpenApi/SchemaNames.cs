using System.Text.Json.Nodes;

namespace NetMl.Gateway.OpenApi;

/// <summary>Brings the schemas of several documents under one roof: equal ones are shared, different ones of one name get the service's name in front.</summary>
internal sealed class SchemaNames(JsonObject schemas)
{
    private const string Prefix = "#/components/schemas/";

    /// <summary>Adds the document's schemas and renames the references inside it; the document is used up.</summary>
    public void Adopt(string appId, JsonObject document)
    {
        if (document["components"]?["schemas"] is not JsonObject own)
            return;
        OpenProblems(own);
        var renamed = Conflicts(own).ToDictionary(name => name, name => $"{Pascal(appId)}{name}");
        Rename(document, renamed);
        foreach (var (name, schema) in own)
            schemas.TryAdd(renamed.GetValueOrDefault(name, name), schema?.DeepClone());
    }

    // A problem may carry more than the standard's members, whatever a service's JSON settings make of the type.
    private static void OpenProblems(JsonObject own)
    {
        foreach (var name in (ReadOnlySpan<string>)["ProblemDetails", "HttpValidationProblemDetails"])
            (own[name] as JsonObject)?.Remove("additionalProperties");
    }

    // A schema that refers to a renamed one must be renamed too, or it would refer to the other service's.
    private HashSet<string> Conflicts(JsonObject own)
    {
        var conflicts = own.Where(schema => schemas.TryGetPropertyValue(schema.Key, out var other) && !JsonNode.DeepEquals(schema.Value, other)).Select(schema => schema.Key).ToHashSet();
        var references = own.ToDictionary(schema => schema.Key, schema => References(schema.Value).ToList());
        while (references.FirstOrDefault(schema => !conflicts.Contains(schema.Key) && schemas.ContainsKey(schema.Key) && schema.Value.Exists(conflicts.Contains)) is { Key: { } name })
            conflicts.Add(name);
        return conflicts;
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject item => item.SelectMany(property => Target(property) is { } target ? [target] : References(property.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };

    private static void Rename(JsonNode? node, Dictionary<string, string> renamed)
    {
        if (node is JsonArray list)
        {
            foreach (var element in list)
                Rename(element, renamed);
        }
        if (node is not JsonObject item)
            return;
        foreach (var property in item.ToList())
        {
            if (Target(property) is { } target && renamed.TryGetValue(target, out var name))
                item["$ref"] = Prefix + name;
            else
                Rename(property.Value, renamed);
        }
    }

    private static string? Target(KeyValuePair<string, JsonNode?> property) =>
        property.Key == "$ref" && property.Value is JsonValue value && value.TryGetValue<string>(out var reference) && reference.StartsWith(Prefix, StringComparison.Ordinal)
            ? reference[Prefix.Length..]
            : null;

    private static string Pascal(string appId) =>
        string.Concat(appId.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}

using System.Text.Json;
using DaprLocal.Api;

namespace DaprLocal.PubSub;

/// <summary>One entry of GET /dapr/subscribe.</summary>
public sealed record Subscription(
    string PubSub, string Topic, string? DeadLetterTopic, IReadOnlyDictionary<string, string> Metadata, IReadOnlyList<RouteRule> Rules)
{
    public bool RawPayload => Metadata.Any(pair => pair.Key.Equals("rawPayload", StringComparison.OrdinalIgnoreCase) && pair.Value is "true" or "True" or "1");

    /// <summary>Reads the whole answer; an entry that cannot be served is told to <paramref name="refused"/> and left out.</summary>
    public static IReadOnlyList<Subscription> ParseAll(JsonElement root, Action<string> refused)
    {
        var subscriptions = new List<Subscription>();
        if (root.ValueKind != JsonValueKind.Array)
            return subscriptions;
        foreach (var item in root.EnumerateArray())
        {
            try
            {
                subscriptions.Add(Parse(item));
            }
            catch (FormatException e)
            {
                refused(e.Message);
            }
        }
        return subscriptions;
    }

    public string? PathFor(JsonElement cloudEvent) => Rules.FirstOrDefault(rule => rule.Matches(cloudEvent))?.Path;

    private static Subscription Parse(JsonElement item)
    {
        var topic = item.Text("topic") is { Length: > 0 } name ? name : throw new FormatException("it names no topic");
        var rules = new List<RouteRule>();
        var routes = item.Get("routes") ?? default;
        foreach (var rule in routes.Items("rules"))
            rules.Add(RouteRule.Parse(rule.Text("match") ?? "", rule.Text("path") ?? ""));
        var otherwise = routes.Text("default") is { Length: > 0 } path ? path : item.Text("route");
        if (!string.IsNullOrEmpty(otherwise))
            rules.Add(RouteRule.Parse("", otherwise));
        if (rules.Count == 0)
            throw new FormatException($"the topic '{topic}' has no route");
        if ((item.Get("bulkSubscribe") ?? default).Flag("enabled"))
            throw new FormatException($"the topic '{topic}' asks for bulkSubscribe, but dapr-local delivers messages one by one: leave bulkSubscribe out");
        return new Subscription(
            item.Text("pubsubname") ?? "", topic, item.Text("deadLetterTopic") is { Length: > 0 } dead ? dead : null, item.Pairs("metadata"), rules);
    }
}

/// <summary>A route and the condition on the event; no condition = always.</summary>
public sealed record RouteRule(string MatchText, string Path, EventCondition? Condition)
{
    public static RouteRule Parse(string match, string path) =>
        new(match, path.StartsWith('/') ? path : "/" + path, match.Length == 0 ? null : EventCondition.Parse(match));

    public bool Matches(JsonElement cloudEvent) => Condition is null || Condition.IsTrue(cloudEvent);
}

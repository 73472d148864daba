using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Dapr;

/// <summary>Gathers the topics of all endpoints into the answer of GET /dapr/subscribe.</summary>
internal static class SubscriptionList
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    internal static string ToJson(EndpointDataSource endpoints) => JsonSerializer.Serialize(
        from endpoint in endpoints.Endpoints.OfType<RouteEndpoint>()
        from topic in endpoint.Metadata.GetOrderedMetadata<ITopicMetadata>()
        where topic.Name is not null
        group (Topic: topic, Endpoint: endpoint) by (topic.PubsubName, topic.Name) into subscribers
        orderby subscribers.Key
        select ToSubscription([.. subscribers.OrderBy(s => s.Topic.Priority)]),
        Json);

    private static Subscription ToSubscription((ITopicMetadata Topic, RouteEndpoint Endpoint)[] subscribers)
    {
        var (first, _) = subscribers[0];
        var rules = (from s in subscribers where !string.IsNullOrEmpty(s.Topic.Match) select new Rule(s.Topic.Match, Route(s.Endpoint))).ToArray();
        var fallback = subscribers.Where(s => string.IsNullOrEmpty(s.Topic.Match)).Select(s => Route(s.Endpoint)).FirstOrDefault();
        var metadata = Metadata(subscribers);
        return new Subscription(
            first.Name,
            first.PubsubName,
            rules.Length == 0 ? fallback : null,
            rules.Length == 0 ? null : new Routes(fallback, rules),
            metadata.Count == 0 ? null : metadata,
            (first as IDeadLetterTopicMetadata)?.DeadLetterTopic);
    }

    private static Dictionary<string, string> Metadata((ITopicMetadata Topic, RouteEndpoint Endpoint)[] subscribers)
    {
        var metadata = subscribers
            .SelectMany(s => s.Endpoint.Metadata.GetOrderedMetadata<IOriginalTopicMetadata>())
            .Where(m => string.IsNullOrEmpty(m.Id))
            .GroupBy(m => m.Name, m => m.Value)
            .ToDictionary(m => m.Key, m => string.Join(',', m.Distinct()));
        if (subscribers.Any(s => s.Topic is IRawTopicMetadata { EnableRawPayload: true }))
            metadata.Add("rawPayload", "true");
        return metadata;
    }

    /// <summary>Without a leading slash; a route with a parameter cannot be a subscriber.</summary>
    private static string Route(RouteEndpoint endpoint) =>
        string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Cast<RoutePatternLiteralPart>().Select(part => part.Content))));

    private sealed record Subscription(string Topic, string PubsubName, string Route, Routes Routes, Dictionary<string, string> Metadata, string DeadLetterTopic);

    private sealed record Routes(string Default, Rule[] Rules);

    private sealed record Rule(string Match, string Path);
}

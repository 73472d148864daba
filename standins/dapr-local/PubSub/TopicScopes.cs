using DaprLocal.Components;

namespace DaprLocal.PubSub;

/// <summary>Which app may publish and subscribe to which topic: allowedTopics, publishingScopes, subscriptionScopes, protectedTopics of a component.</summary>
internal static class TopicScopes
{
    public static bool MayPublish(Component component, string appId, string topic) => May(component, "publishingScopes", appId, topic);

    public static bool MaySubscribe(Component component, string appId, string topic) => May(component, "subscriptionScopes", appId, topic);

    private static bool May(Component component, string setting, string appId, string topic)
    {
        var allowed = List(component.Setting("allowedTopics"), ',');
        if (allowed.Length > 0 && !allowed.Contains(topic))
            return false;
        var scope = List(component.Setting(setting), ';').Select(pair => pair.Split('=', 2)).FirstOrDefault(pair => pair[0].Trim() == appId);
        if (scope is null)
            return !List(component.Setting("protectedTopics"), ',').Contains(topic);
        return scope.Length == 2 && List(scope[1], ',').Contains(topic);
    }

    private static string[] List(string? text, char separator) =>
        text?.Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}

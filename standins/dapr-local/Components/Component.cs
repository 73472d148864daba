namespace DaprLocal.Components;

/// <summary>One Dapr component as its YAML says it, metadata values resolved.</summary>
/// <param name="Scopes">App-ids that may use it; empty = all.</param>
/// <param name="File">Where it was read, for messages.</param>
public sealed record Component(
    string Name, string Type, string Version, IReadOnlyDictionary<string, string> Metadata, IReadOnlyList<string> Scopes, string File)
{
    public const string InMemoryPubSub = "pubsub.in-memory";
    public const string SqliteState = "state.sqlite";

    /// <summary>A pub/sub kept in the state file: in-memory to the name, but nothing accepted is lost.</summary>
    public bool IsPubSub => Type == InMemoryPubSub;

    public bool IsState => Type == SqliteState;

    public bool IsActorStateStore => IsState && Setting("actorStateStore") is "true" or "True" or "yes" or "1";

    public bool IsVisibleTo(string appId) => Scopes.Count == 0 || Scopes.Contains(appId);

    public string? Setting(string name)
    {
        foreach (var (key, value) in Metadata)
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
                return value;
        return null;
    }
}

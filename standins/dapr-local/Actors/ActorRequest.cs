namespace DaprLocal.Actors;

/// <summary>One call to bring to an actor.</summary>
/// <param name="Method">Path behind method/, escaped: a method, timer/{name} or remind/{name}.</param>
public sealed record ActorRequest(string Method, string QueryString, IReadOnlyList<KeyValuePair<string, string[]>> Headers, byte[] Body, string? ReentrancyId)
{
    private static readonly IReadOnlyList<KeyValuePair<string, string[]>> Json = [KeyValuePair.Create("Content-Type", new[] { "application/json" })];

    public static ActorRequest Callback(string kind, string name, byte[] body) => new($"{kind}/{Uri.EscapeDataString(name)}", "", Json, body, null);
}

namespace DaprLocal.Actors;

/// <summary>An actor's identity; ids are case-sensitive.</summary>
public readonly record struct ActorKey(string Type, string Id)
{
    public override string ToString() => $"{Type}/{Id}";

    /// <summary>The actor's path at its app, escaped.</summary>
    public string Path => $"/actors/{Uri.EscapeDataString(Type)}/{Uri.EscapeDataString(Id)}";
}

namespace Dapr;

/// <summary>Marks an endpoint as a subscriber.</summary>
public interface ITopicMetadata
{
    string Name { get; }

    string PubsubName { get; }

    /// <summary>CEL expression over <c>event</c>; null takes every message.</summary>
    string Match { get; }

    /// <summary>Rules of one topic are tried in rising order.</summary>
    int Priority { get; }
}

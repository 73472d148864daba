namespace Dapr;

/// <summary>One key and value for the pub/sub component.</summary>
public interface IOriginalTopicMetadata
{
    string Id { get; }

    string Name { get; }

    string Value { get; }
}

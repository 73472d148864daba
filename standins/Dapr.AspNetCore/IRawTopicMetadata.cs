namespace Dapr;

/// <summary>Says whether the broker's messages come without a CloudEvent around them.</summary>
public interface IRawTopicMetadata
{
    bool? EnableRawPayload { get; }
}

namespace Dapr;

/// <summary>Names the topic that gets the messages which the endpoint could not process.</summary>
public interface IDeadLetterTopicMetadata
{
    string DeadLetterTopic { get; }
}

namespace Dapr;

/// <summary>Everything about one subscription.</summary>
public class TopicOptions
{
    public string Name { get; set; }

    public string PubsubName { get; set; }

    public bool EnableRawPayload { get; set; }

    /// <inheritdoc cref="ITopicMetadata.Match"/>
    public string Match { get; set; }

    /// <inheritdoc cref="ITopicMetadata.Priority"/>
    public int Priority { get; set; }

    /// <inheritdoc cref="IDeadLetterTopicMetadata.DeadLetterTopic"/>
    public string DeadLetterTopic { get; set; }

    public IDictionary<string, string> Metadata;
}

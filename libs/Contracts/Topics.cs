namespace NetMl.Contracts;

/// <summary>Pub/sub topics; all live on the component <see cref="DaprComponents.PubSub"/>.</summary>
public static class Topics
{
    /// <summary>One binary flow batch frame a message (application/octet-stream). Published by ingest, stored by graph-feature.</summary>
    public const string FlowsIngested = "flows.ingested";

    /// <summary>One <c>BehaviourFinding</c> as JSON a message. Published by graph-feature.</summary>
    public const string BehavioursFound = "behaviours.found";

    /// <summary>One <c>ModelPublished</c> as JSON a message. Published by training-coordinator; a nudge only, the registry is the truth.</summary>
    public const string ModelsPublished = "models.published";

    /// <summary>Messages that their subscriber refused for good.</summary>
    public const string DeadLetters = "dead.letters";
}

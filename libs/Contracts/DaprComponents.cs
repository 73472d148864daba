namespace NetMl.Contracts;

/// <summary>Names of the Dapr components; components/*/*.yaml use the same (compared by a test).</summary>
public static class DaprComponents
{
    public const string PubSub = "pubsub";

    /// <summary>Actor state and training jobs; keys are private to each app-id.</summary>
    public const string StateStore = "statestore";

    /// <summary>Model artifacts and the registry; keyPrefix is none, so that coordinator and inference share the keys.</summary>
    public const string ModelStore = "modelstore";
}

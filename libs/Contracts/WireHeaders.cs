namespace NetMl.Contracts;

/// <summary>HTTP headers of the API.</summary>
public static class WireHeaders
{
    /// <summary>The caller's key, on every request to the gateway except health.</summary>
    public const string ApiKey = "X-Api-Key";

    /// <summary>Between gateway, sidecar and service: proves that a request came through one of our doors.</summary>
    public const string AppToken = "dapr-api-token";

    /// <summary>On answers of inference: the resource (instance) that computed them.</summary>
    public const string Replica = "X-NetMl-Replica";

    /// <summary>On uploads: a name for this upload, so that sending it again changes nothing.</summary>
    public const string IdempotencyKey = "Idempotency-Key";
}

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

    /// <summary>From the gateway to the coordinator: <c>{federation}/{site}</c> of a site key that it has checked. Removed from what comes from outside.</summary>
    public const string Site = "X-NetMl-Site";

    /// <summary>With <see cref="Site"/>: which of the site's keys it was, so that a key can be taken back.</summary>
    public const string SiteKeyId = "X-NetMl-Site-Key";
}

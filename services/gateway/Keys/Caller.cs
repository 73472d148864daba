namespace NetMl.Gateway.Keys;

/// <summary>Who calls, by the name of the key; a feature of each request that passed the gate.</summary>
internal sealed record Caller(string KeyName);

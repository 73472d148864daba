using NetMl.Contracts.Federation;

namespace NetMl.Gateway.Keys;

/// <summary>Who calls, by the name of the key; a feature of each request that passed the gate.</summary>
/// <param name="Site">A federated site; null = anybody else.</param>
internal sealed record Caller(string KeyName, SiteKeyOwner? Site);

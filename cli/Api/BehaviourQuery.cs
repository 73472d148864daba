using System.Globalization;

namespace NetMl.Cli.Api;

/// <summary>Which findings are asked for; null = all.</summary>
/// <param name="Host">An address, a network or how addresses begin.</param>
/// <param name="Since">The behaviour went on at least until then.</param>
internal sealed record BehaviourQuery(string? Behaviour, double MinScore, string? Technique = null, string? Host = null, DateTimeOffset? Since = null)
{
    /// <summary>As part of an address.</summary>
    public string Text => Query.Of(
        ("minScore", MinScore), ("behaviour", Behaviour), ("technique", Technique), ("host", Host), ("since", Since?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)));
}

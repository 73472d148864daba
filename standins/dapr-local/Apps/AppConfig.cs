using System.Text.Json;
using DaprLocal.Api;

namespace DaprLocal.Apps;

/// <summary>What an app says of its actors in GET /dapr/config.</summary>
public sealed record AppConfig(IReadOnlyDictionary<string, ActorTypeConfig> ActorTypes)
{
    public static AppConfig Empty { get; } = new(new Dictionary<string, ActorTypeConfig>());

    public static AppConfig Parse(JsonElement root)
    {
        var common = ActorTypeConfig.Parse(root, ActorTypeConfig.Default);
        var types = Names(root).ToDictionary(name => name, _ => common);
        foreach (var own in root.Items("entitiesConfig"))
            foreach (var name in Names(own).Where(types.ContainsKey))
                types[name] = ActorTypeConfig.Parse(own, ActorTypeConfig.Default);
        return new AppConfig(types);
    }

    private static IEnumerable<string> Names(JsonElement element) =>
        element.Items("entities").Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString() ?? "").Distinct();
}

/// <summary>How actors of one type are kept.</summary>
public sealed record ActorTypeConfig(TimeSpan IdleTimeout, TimeSpan DrainTimeout, bool DrainRebalanced, bool Reentrant, int MaxStackDepth)
{
    /// <summary>daprd's own defaults.</summary>
    public static ActorTypeConfig Default { get; } = new(TimeSpan.FromMinutes(60), TimeSpan.FromSeconds(2), true, false, 32);

    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(24);

    public static ActorTypeConfig Parse(JsonElement element, ActorTypeConfig missing)
    {
        var drain = Time(element, "drainOngoingCallTimeout", missing.DrainTimeout);
        var reentrancy = element.Get("reentrancy") ?? default;
        return new ActorTypeConfig(
            Time(element, "actorIdleTimeout", missing.IdleTimeout),
            drain < LongestDrain ? drain : LongestDrain,
            element.Get("drainRebalancedActors") is not { ValueKind: JsonValueKind.False },
            reentrancy.Flag("enabled"),
            reentrancy.Text("maxStackDepth") is { } depth && int.TryParse(depth, out var frames) && frames > 0 ? frames : missing.MaxStackDepth);
    }

    private static TimeSpan Time(JsonElement element, string name, TimeSpan missing) =>
        element.Text(name) is { Length: > 0 } text && Durations.TryParseGo(text, out var time) && time > TimeSpan.Zero ? time : missing;
}

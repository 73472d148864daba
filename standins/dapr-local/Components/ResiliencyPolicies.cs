using YamlDotNet.RepresentationModel;

namespace DaprLocal.Components;

/// <summary>The resiliency policies that target a component's inbound side: retry and timeout of deliveries.</summary>
public sealed class ResiliencyPolicies
{
    private readonly Dictionary<string, InboundPolicy> _inbound = [];

    /// <summary>The policy for deliveries of a pub/sub component, or null when none targets it.</summary>
    public InboundPolicy? Inbound(string component) => _inbound.GetValueOrDefault(component);

    internal void Add(YamlMappingNode document, string file)
    {
        var spec = document.Map("spec");
        var retries = spec?.Map("policies")?.Map("retries");
        var timeouts = spec?.Map("policies")?.Pairs("timeouts");
        foreach (var (key, value) in spec?.Map("targets")?.Map("components")?.Children ?? Enumerable.Empty<KeyValuePair<YamlNode, YamlNode>>())
        {
            if (key is not YamlScalarNode { Value: { } component } || (value as YamlMappingNode)?.Map("inbound") is not { } inbound)
                continue;
            _inbound[component] = new InboundPolicy(Retry(inbound.Text("retry"), retries, file), Timeout(inbound.Text("timeout"), timeouts, file));
        }
    }

    private static RetryPolicy? Retry(string? name, YamlMappingNode? retries, string file)
    {
        if (name is null)
            return null;
        var policy = retries?.Map(name) ?? throw new UsageException($"The resiliency in '{file}' targets the retry policy '{name}', which it does not define.");
        var exponential = string.Equals(policy.Text("policy"), "exponential", StringComparison.OrdinalIgnoreCase);
        var duration = Time(policy.Text("duration"), exponential ? TimeSpan.FromMilliseconds(500) : TimeSpan.FromSeconds(5), file);
        var longest = Time(policy.Text("maxInterval"), TimeSpan.FromSeconds(60), file);
        return new RetryPolicy(exponential, duration, longest, int.TryParse(policy.Text("maxRetries"), out var times) ? times : -1);
    }

    private static TimeSpan? Timeout(string? name, IReadOnlyDictionary<string, string>? timeouts, string file)
    {
        if (name is null)
            return null;
        return timeouts is not null && timeouts.TryGetValue(name, out var text)
            ? Time(text, TimeSpan.Zero, file)
            : throw new UsageException($"The resiliency in '{file}' targets the timeout '{name}', which it does not define.");
    }

    private static TimeSpan Time(string? text, TimeSpan missing, string file) =>
        text is null ? missing : Durations.TryParseGo(text, out var time) ? time
        : throw new UsageException($"The resiliency in '{file}' has the duration '{text}': write it like 500ms, 5s or 1m30s.");
}

/// <summary>What applies to one delivery: null parts are not set.</summary>
public sealed record InboundPolicy(RetryPolicy? Retry, TimeSpan? Timeout);

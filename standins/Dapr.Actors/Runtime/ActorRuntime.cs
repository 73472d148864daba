using System.Text.Json;
using Dapr.Actors.Client;
using Microsoft.Extensions.Logging;

namespace Dapr.Actors.Runtime;

/// <summary>All actor types that this application hosts.</summary>
internal sealed class ActorRuntime
{
    private readonly ActorRuntimeOptions _options;
    private readonly Dictionary<string, ActorManager> _managers;

    /// <exception cref="ArgumentException">An actor interface breaks a rule.</exception>
    internal ActorRuntime(ActorRuntimeOptions options, ActorActivator activator, ILoggerFactory loggers, IActorProxyFactory proxies)
    {
        _options = options;
        _managers = options.Actors.ToDictionary(a => a.Type.ActorTypeName, a => new ActorManager(a.Type, options, activator, loggers, proxies));
    }

    /// <exception cref="InvalidOperationException">The type is not registered here.</exception>
    internal ActorManager ManagerOf(string actorType) => _managers.TryGetValue(actorType, out var manager)
        ? manager
        : throw new InvalidOperationException($"Actor type {actorType} is not registered with Actor runtime.");

    /// <summary>The answer of GET /dapr/config.</summary>
    internal void WriteConfiguration(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        WriteEntities(writer, _options.Actors);
        WriteOptions(writer, _options);
        var special = _options.Actors.Where(a => a.TypeOptions is not null).ToArray();
        if (special.Length > 0)
        {
            writer.WriteStartArray("entitiesConfig");
            foreach (var actor in special)
            {
                writer.WriteStartObject();
                WriteEntities(writer, [actor]);
                WriteOptions(writer, actor.TypeOptions);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    }

    private static void WriteEntities(Utf8JsonWriter writer, IEnumerable<ActorRegistration> actors)
    {
        writer.WriteStartArray("entities");
        foreach (var actor in actors)
            writer.WriteStringValue(actor.Type.ActorTypeName);
        writer.WriteEndArray();
    }

    private static void WriteOptions(Utf8JsonWriter writer, ActorRuntimeOptions options)
    {
        if (options.ActorIdleTimeout is { } idle)
            writer.WriteString("actorIdleTimeout", DaprDuration.Write(idle));
        if (options.DrainOngoingCallTimeout is { } drain)
            writer.WriteString("drainOngoingCallTimeout", DaprDuration.Write(drain));
        if (options.DrainRebalancedActors)
            writer.WriteBoolean("drainRebalancedActors", true);
        writer.WriteStartObject("reentrancy");
        writer.WriteBoolean("enabled", false);
        writer.WriteEndObject();
    }
}

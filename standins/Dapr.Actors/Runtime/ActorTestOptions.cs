using System.Text.Json;
using Dapr.Actors.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dapr.Actors.Runtime;

/// <summary>What an actor under test gets instead of a runtime; proxies and timers throw until they are replaced.</summary>
public sealed class ActorTestOptions
{
    public ActorId ActorId { get; set; } = ActorId.CreateRandom();

    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    public JsonSerializerOptions JsonSerializerOptions { get; set; } = new(JsonSerializerDefaults.Web);

    public IActorProxyFactory ProxyFactory { get; set; } = new MissingProxyFactory();

    public ActorTimerManager TimerManager { get; set; } = new MissingTimerManager();

    private static NotImplementedException Missing(string what) =>
        new($"This actor was initialized for tests without providing a replacement for the {what}. Provide one by setting '{nameof(ActorTestOptions)}.{what}'.");

    private sealed class MissingProxyFactory : IActorProxyFactory
    {
        public TActorInterface CreateActorProxy<TActorInterface>(ActorId actorId, string actorType, ActorProxyOptions options = null)
            where TActorInterface : IActor => throw Missing(nameof(ProxyFactory));

        public object CreateActorProxy(ActorId actorId, Type actorInterfaceType, string actorType, ActorProxyOptions options = null) => throw Missing(nameof(ProxyFactory));

        public ActorProxy Create(ActorId actorId, string actorType, ActorProxyOptions options = null) => throw Missing(nameof(ProxyFactory));
    }

    private sealed class MissingTimerManager : ActorTimerManager
    {
        public override Task RegisterReminderAsync(ActorReminder reminder) => throw Missing(nameof(TimerManager));

        public override Task<IActorReminder> GetReminderAsync(ActorReminderToken reminder) => throw Missing(nameof(TimerManager));

        public override Task UnregisterReminderAsync(ActorReminderToken reminder) => throw Missing(nameof(TimerManager));

        public override Task RegisterTimerAsync(ActorTimer timer) => throw Missing(nameof(TimerManager));

        public override Task UnregisterTimerAsync(ActorTimerToken timer) => throw Missing(nameof(TimerManager));
    }
}

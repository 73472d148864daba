using Dapr.Actors.Client;
using Microsoft.Extensions.Logging;

namespace Dapr.Actors.Runtime;

/// <summary>The base of actors: state, timers and reminders of one id, one turn at a time. The sidecar, not this library, keeps turns apart.</summary>
public abstract class Actor
{
    protected Actor(ActorHost host)
    {
        Host = host;
        StateManager = new ActorStateManager(host);
        Logger = host.LoggerFactory.CreateLogger(GetType());
    }

    public ActorId Id => Host.Id;

    public ActorHost Host { get; }

    public IActorProxyFactory ProxyFactory => Host.ProxyFactory;

    public IActorStateManager StateManager { get; protected set; }

    protected ILogger Logger { get; }

    private string TypeName => Host.ActorTypeInfo.ActorTypeName;

    /// <param name="timerName">Null or empty makes up a name.</param>
    /// <param name="callback">A method of this class, not overloaded, with no parameter or a byte array, that returns Task.</param>
    public Task<ActorTimer> RegisterTimerAsync(string timerName, string callback, byte[] callbackParams, TimeSpan dueTime, TimeSpan period) =>
        RegisterAsync(callback, new ActorTimer(TypeName, Id, TimerName(timerName), callback, callbackParams, dueTime, period));

    /// <inheritdoc cref="RegisterTimerAsync(string, string, byte[], TimeSpan, TimeSpan)"/>
    public Task<ActorTimer> RegisterTimerAsync(string timerName, string callback, byte[] callbackParams, TimeSpan dueTime, TimeSpan period, TimeSpan ttl) =>
        RegisterAsync(callback, new ActorTimer(TypeName, Id, TimerName(timerName), callback, callbackParams, dueTime, period, ttl));

    protected Task SaveStateAsync() => StateManager.SaveStateAsync();

    /// <summary>Runs before the first turn; state changes are saved after it.</summary>
    protected virtual Task OnActivateAsync() => Task.CompletedTask;

    protected virtual Task OnDeactivateAsync() => Task.CompletedTask;

    protected virtual Task OnPreActorMethodAsync(ActorMethodContext actorMethodContext) => Task.CompletedTask;

    protected virtual Task OnPostActorMethodAsync(ActorMethodContext actorMethodContext) => Task.CompletedTask;

    protected virtual Task OnActorMethodFailedAsync(ActorMethodContext actorMethodContext, Exception e) => Task.CompletedTask;

    protected Task<IActorReminder> RegisterReminderAsync(string reminderName, byte[] state, TimeSpan dueTime, TimeSpan period) =>
        RegisterAsync(new ActorReminder(TypeName, Id, reminderName, state, dueTime, period));

    protected Task<IActorReminder> RegisterReminderAsync(string reminderName, byte[] state, TimeSpan dueTime, TimeSpan period, TimeSpan ttl) =>
        RegisterAsync(new ActorReminder(TypeName, Id, reminderName, state, dueTime, period, null, ttl));

    protected Task<IActorReminder> RegisterReminderAsync(string reminderName, byte[] state, TimeSpan dueTime, TimeSpan period, int repetitions, TimeSpan ttl) =>
        RegisterAsync(new ActorReminder(TypeName, Id, reminderName, state, dueTime, period, repetitions, ttl));

    protected Task<IActorReminder> RegisterReminderAsync(string reminderName, byte[] state, TimeSpan dueTime, TimeSpan period, int repetitions) =>
        RegisterAsync(new ActorReminder(TypeName, Id, reminderName, state, dueTime, period, repetitions, null));

    protected Task<IActorReminder> GetReminderAsync(string reminderName) => Host.TimerManager.GetReminderAsync(new ActorReminderToken(TypeName, Id, reminderName));

    protected Task UnregisterReminderAsync(IActorReminder reminder) => UnregisterReminderAsync(reminder.Name);

    protected Task UnregisterReminderAsync(string reminderName) => Host.TimerManager.UnregisterReminderAsync(new ActorReminderToken(TypeName, Id, reminderName));

    protected Task UnregisterTimerAsync(ActorTimer timer) => Host.TimerManager.UnregisterTimerAsync(timer);

    protected Task UnregisterTimerAsync(string timerName) => Host.TimerManager.UnregisterTimerAsync(new ActorTimerToken(TypeName, Id, timerName));

    internal async Task ActivateAsync()
    {
        await StateManager.ClearCacheAsync();
        await OnActivateAsync();
        await SaveStateAsync();
    }

    internal async Task DeactivateAsync()
    {
        await StateManager.ClearCacheAsync();
        await OnDeactivateAsync();
    }

    /// <summary>One turn: the hooks around <paramref name="body"/>, then the state is saved; whatever throws forgets the changes.</summary>
    internal async Task<T> TurnAsync<T>(ActorMethodContext context, Func<Task<T>> body)
    {
        try
        {
            await OnPreActorMethodAsync(context);
            var result = await body();
            await OnPostActorMethodAsync(context);
            await SaveStateAsync();
            return result;
        }
        catch (Exception e)
        {
            await OnActorMethodFailedAsync(context, e);
            await StateManager.ClearCacheAsync();
            throw;
        }
    }

    private string TimerName(string given) => string.IsNullOrEmpty(given) ? $"{Id}_Timer_{Guid.NewGuid()}" : given;

    private async Task<ActorTimer> RegisterAsync(string callback, ActorTimer timer)
    {
        TimerCallback.Check(Host.ActorTypeInfo.ImplementationType, callback);
        await Host.TimerManager.RegisterTimerAsync(timer);
        return timer;
    }

    private async Task<IActorReminder> RegisterAsync(ActorReminder reminder)
    {
        await Host.TimerManager.RegisterReminderAsync(reminder);
        return reminder;
    }
}

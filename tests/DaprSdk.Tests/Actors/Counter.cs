using Dapr.Actors;
using Dapr.Actors.Runtime;

namespace NetMl.DaprSdk.Tests.Actors;

public interface ICounter : IActor
{
    Task<int> AddAsync(int amount, CancellationToken cancellationToken);

    Task<byte[]> EchoAsync(string name, byte[] bytes);

    Task<string?> FindAsync(string name);

    Task ResetAsync();

    Task AddThenFailAsync(string message);

    Task ScheduleAsync();

    Task WakeSoonAsync();
}

/// <summary>Counts in state "count"; keeps what its hooks saw.</summary>
[Actor(TypeName = "Tally")]
public class Counter(ActorHost host, Scoped scoped) : Actor(host), ICounter, IRemindable
{
    public async Task<int> AddAsync(int amount, CancellationToken cancellationToken) =>
        await StateManager.AddOrUpdateStateAsync("count", amount, (_, count) => count + amount, cancellationToken);

    public Task<byte[]> EchoAsync(string name, byte[] bytes) => Task.FromResult(bytes);

    public Task<string?> FindAsync(string name) => Task.FromResult(name == "scope" ? scoped.Id.ToString() : null);

    public Task ResetAsync() => StateManager.RemoveStateAsync("count");

    public async Task AddThenFailAsync(string message)
    {
        await AddAsync(1000, default);
        throw new InvalidOperationException(message);
    }

    public async Task ScheduleAsync()
    {
        await RegisterTimerAsync("tick", nameof(OnTimerAsync), [1, 2], TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(-1));
        await RegisterReminderAsync("once", [1], TimeSpan.Zero, TimeSpan.FromMilliseconds(-1));
        await RegisterReminderAsync("thrice", [1], TimeSpan.Zero, TimeSpan.FromSeconds(5), 3, TimeSpan.FromMinutes(1));
        await UnregisterReminderAsync("once");
        await UnregisterTimerAsync("tick");
    }

    public async Task WakeSoonAsync()
    {
        await RegisterTimerAsync("tick", nameof(OnTimerAsync), [1, 2], TimeSpan.Zero, TimeSpan.FromMilliseconds(-1));
        await RegisterReminderAsync("wake", [1], TimeSpan.Zero, TimeSpan.FromMilliseconds(-1));
    }

    public Task ReceiveReminderAsync(string reminderName, byte[] state, TimeSpan dueTime, TimeSpan period)
    {
        scoped.Log.Write($"reminded {reminderName} {Convert.ToBase64String(state)}");
        return StateManager.SetStateAsync("reminded", $"{reminderName} {Convert.ToBase64String(state)} {dueTime} {period}");
    }

    protected override Task OnDeactivateAsync()
    {
        scoped.Log.Write($"deactivated {Id}");
        return Task.CompletedTask;
    }

    private Task OnTimerAsync(byte[] data)
    {
        scoped.Log.Write($"ticked {Convert.ToBase64String(data)}");
        return StateManager.SetStateAsync("ticked", data);
    }
}

/// <summary>Lives as long as the activation that it was made for.</summary>
public sealed class Scoped(EventLog log) : IDisposable
{
    public Guid Id { get; } = Guid.NewGuid();

    public EventLog Log => log;

    public void Dispose() => log.Write("scope ended");
}

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

    public Task ReceiveReminderAsync(string reminderName, byte[] state, TimeSpan dueTime, TimeSpan period) =>
        StateManager.SetStateAsync("reminded", $"{reminderName} {Convert.ToBase64String(state)} {dueTime} {period}");

    protected override Task OnDeactivateAsync()
    {
        scoped.Deactivated(Id.GetId());
        return Task.CompletedTask;
    }

    private Task OnTimerAsync(byte[] data) => StateManager.SetStateAsync("ticked", data);
}

public sealed class Scoped(List<string> log) : IDisposable
{
    public Guid Id { get; } = Guid.NewGuid();

    public void Deactivated(string actorId) => log.Add($"deactivated {actorId}");

    public void Dispose() => log.Add("scope ended");
}

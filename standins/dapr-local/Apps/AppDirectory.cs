using System.Collections.Immutable;

namespace DaprLocal.Apps;

/// <summary>All instances of all apps. Reads are lock-free snapshots; listeners hear of every change.</summary>
public sealed class AppDirectory
{
    private ImmutableArray<AppInstance> _instances = [];
    private int _turn;

    /// <summary>Raised after an instance came up, changed what it says, or went down.</summary>
    public event Action<AppInstance>? Changed;

    public ImmutableArray<AppInstance> Instances => _instances;

    public void Add(AppInstance instance) => ImmutableInterlocked.Update(ref _instances, (list, added) => list.Add(added), instance);

    public void Remove(AppInstance instance)
    {
        instance.Down();
        ImmutableInterlocked.Update(ref _instances, (list, removed) => list.Remove(removed), instance);
        Changed?.Invoke(instance);
    }

    public bool Knows(string appId) => _instances.Any(instance => instance.Options.AppId == appId);

    /// <summary>The next live instance of an app, in turn; null when none lives.</summary>
    public AppInstance? Next(string appId)
    {
        var live = Live(appId);
        return live.Count == 0 ? null : live[(int)((uint)Interlocked.Increment(ref _turn) % (uint)live.Count)];
    }

    public IReadOnlyList<AppInstance> Live(string appId) => [.. _instances.Where(instance => instance.IsLive && instance.Options.AppId == appId)];

    internal void Up(AppInstance instance, AppConfig config, IReadOnlyList<PubSub.Subscription> subscriptions)
    {
        instance.Up(config, subscriptions);
        Changed?.Invoke(instance);
    }

    /// <summary>Called by whoever first notices that an app does not answer any more.</summary>
    internal void Down(AppInstance instance)
    {
        if (!instance.IsLive)
            return;
        instance.Down();
        Changed?.Invoke(instance);
    }
}

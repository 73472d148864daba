using System.Collections.Concurrent;
using DaprLocal.Apps;
using DaprLocal.Components;

namespace DaprLocal.PubSub;

/// <summary>Keeps what is published and runs one consumer group for each (component, topic, app-id) that subscribes.</summary>
public sealed partial class Broker(
    MessageStore store, AppDirectory apps, Deliverer deliverer, IReadOnlyList<Component> components, ResiliencyPolicies resiliency, TimeProvider time, ILogger<Broker> logger)
    : BackgroundService
{
    /// <summary>How long a message waits for the first subscriber of its topic.</summary>
    private static readonly TimeSpan UnclaimedRetention = TimeSpan.FromHours(1);
    private static readonly TimeSpan SweepPause = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<(string PubSub, string Topic, string App), ConsumerGroup> _groups = new();
    private readonly SemaphoreSlim _joining = new(1);

    /// <summary>Returns once the messages are in the state file.</summary>
    public async Task PublishAsync(IReadOnlyList<StoredMessage> messages, CancellationToken cancellationToken)
    {
        var now = Now;
        await store.Store.WriteAsync(session =>
        {
            foreach (var message in messages)
                MessageStore.Add(session, message, now);
        }, cancellationToken);
        foreach (var (pubsub, topic) in messages.Select(message => (message.PubSub, message.Topic)).Distinct())
            Wake(pubsub, topic);
    }

    /// <summary>Messages came for a topic, or its subscribers changed.</summary>
    internal void Wake(string pubsub, string topic)
    {
        foreach (var (key, group) in _groups)
            if (key.PubSub == pubsub && key.Topic == topic)
                group.Wake();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        apps.Changed += AppChanged;
        foreach (var app in apps.Instances)
            AppChanged(app);
        try
        {
            while (true)
            {
                await Task.Delay(SweepPause, time, stoppingToken);
                var before = Now - (long)UnclaimedRetention.TotalMilliseconds;
                var dropped = await store.Store.WriteAsync(session => MessageStore.DropUnclaimed(session, before), stoppingToken);
                if (dropped > 0)
                    UnclaimedDropped(dropped, UnclaimedRetention);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            apps.Changed -= AppChanged;
            foreach (var group in _groups.Values)
                await group.DisposeAsync();
        }
    }

    private void AppChanged(AppInstance app)
    {
        foreach (var (key, group) in _groups)
            if (key.App == app.Options.AppId)
                group.Wake();
        if (app.IsLive)
            _ = JoinAsync(app);
    }

    private async Task JoinAsync(AppInstance app)
    {
        await _joining.WaitAsync();
        try
        {
            var appId = app.Options.AppId;
            var wanted = new HashSet<(string PubSub, string Topic)>();
            foreach (var subscription in app.Subscriptions.Where(subscription => IsAllowed(app, subscription)))
                wanted.Add((subscription.PubSub, subscription.Topic));
            var kept = apps.Live(appId).SelectMany(instance => instance.Subscriptions).Select(subscription => (subscription.PubSub, subscription.Topic)).Concat(wanted).ToHashSet();
            var ids = await store.Store.WriteAsync(session =>
            {
                MessageStore.LeaveGroups(session, appId, kept);
                return wanted.ToDictionary(topic => topic, topic => MessageStore.JoinGroup(session, topic.PubSub, topic.Topic, appId));
            }, CancellationToken.None);
            foreach (var (topic, id) in ids)
                _groups.GetOrAdd((topic.PubSub, topic.Topic, appId), key => new ConsumerGroup(id, key.PubSub, key.Topic, key.App, store, apps, deliverer, resiliency.Inbound(key.PubSub), this, time)).Wake();
            foreach (var (key, group) in _groups.Where(pair => pair.Key.App == appId && !kept.Contains((pair.Key.PubSub, pair.Key.Topic))))
                if (_groups.TryRemove(key, out _))
                    await group.DisposeAsync();
        }
        catch (Exception e) when (e is Microsoft.Data.Sqlite.SqliteException or System.Threading.Channels.ChannelClosedException)
        {
            JoinFailed(e, app.Name);
        }
        finally
        {
            _joining.Release();
        }
    }

    private bool IsAllowed(AppInstance app, Subscription subscription)
    {
        var component = components.FirstOrDefault(component => component.IsPubSub && component.Name == subscription.PubSub && component.IsVisibleTo(app.Options.AppId));
        if (component is null)
            UnknownPubSub(app.Name, subscription.Topic, subscription.PubSub);
        else if (!TopicScopes.MaySubscribe(component, app.Options.AppId, subscription.Topic))
            ForbiddenTopic(app.Name, subscription.Topic, subscription.PubSub);
        else
            return true;
        return false;
    }

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();
}

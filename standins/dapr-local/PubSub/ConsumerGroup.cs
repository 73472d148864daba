using DaprLocal.Apps;
using DaprLocal.Components;
using Microsoft.Data.Sqlite;

namespace DaprLocal.PubSub;

/// <summary>The instances of one app-id competing for the messages of one topic: each message goes to one of them at a time.</summary>
internal sealed class ConsumerGroup : IAsyncDisposable
{
    // Each delivery holds its message in memory, up to 4 MiB by default.
    private const int PerInstance = 4;
    private const int LoadLimit = 256;

    // Bounded: while this many messages wait for another try, no further ones are read from the state file.
    private const int DelayedLimit = 10_000;
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StoreRetry = TimeSpan.FromSeconds(1);

    private readonly long _id;
    private readonly string _pubsub;
    private readonly string _topic;
    private readonly string _appId;
    private readonly MessageStore _store;
    private readonly AppDirectory _apps;
    private readonly Deliverer _deliverer;
    private readonly InboundPolicy? _policy;
    private readonly Broker _broker;
    private readonly TimeProvider _time;
    private readonly Signal _signal = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Queue<PendingDelivery> _ready = new();
    private readonly PriorityQueue<PendingDelivery, long> _delayed = new();
    private readonly Dictionary<AppInstance, int> _inFlight = [];
    private readonly Lock _lock = new();
    private readonly Task _running;
    private long _lastLoaded;
    private volatile bool _mayHaveMore = true;
    private int _turn;

    public ConsumerGroup(
        long id, string pubsub, string topic, string appId, MessageStore store, AppDirectory apps, Deliverer deliverer, InboundPolicy? policy, Broker broker, TimeProvider time)
    {
        (_id, _pubsub, _topic, _appId, _store, _apps, _deliverer, _policy, _broker, _time) = (id, pubsub, topic, appId, store, apps, deliverer, policy, broker, time);
        _running = Task.Run(RunAsync);
    }

    public void Wake()
    {
        _mayHaveMore = true;
        _signal.Set();
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _signal.Dispose();
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (!_stopping.IsCancellationRequested)
                if (!StartOne(out var pause))
                    await _signal.WaitAsync(pause, _stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // What is in flight is cancelled too; it stays in the state file and is delivered after the next start.
        }
    }

    /// <summary>Starts the next delivery if there is one and an instance has room; otherwise says how long to sleep.</summary>
    private bool StartOne(out TimeSpan pause)
    {
        pause = LongestSleep;
        lock (_lock)
        {
            var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
            while (_delayed.TryPeek(out var first, out var due) && due <= now)
            {
                _delayed.Dequeue();
                _ready.Enqueue(first);
            }
            if (_ready.Count == 0 && _mayHaveMore && _delayed.Count < DelayedLimit && !TryLoad(now))
                pause = StoreRetry;
            if (_delayed.TryPeek(out _, out var next))
                pause = TimeSpan.FromMilliseconds(Math.Min(pause.TotalMilliseconds, Math.Max(1, next - now)));
            if (_ready.Count == 0 || NextInstance() is not { } chosen)
                return false;
            _inFlight[chosen.App] = _inFlight.GetValueOrDefault(chosen.App) + 1;
            _ = DeliverAsync(_ready.Dequeue(), chosen.App, chosen.Subscription);
            return true;
        }
    }

    private bool TryLoad(long now)
    {
        try
        {
            _mayHaveMore = false;
            var rows = _store.Pending(_id, _lastLoaded, LoadLimit);
            foreach (var row in rows)
                if (row.Due <= now)
                    _ready.Enqueue(row);
                else
                    _delayed.Enqueue(row, row.Due);
            if (rows.Count > 0)
                _lastLoaded = rows[^1].Message;
            if (rows.Count == LoadLimit)
                _mayHaveMore = true;
            return true;
        }
        catch (SqliteException)
        {
            _mayHaveMore = true;
            return false;
        }
    }

    private (AppInstance App, Subscription Subscription)? NextInstance()
    {
        var live = _apps.Live(_appId);
        for (var i = 0; i < live.Count; i++)
        {
            var app = live[(int)((uint)(_turn + i) % (uint)live.Count)];
            var subscription = app.Subscriptions.FirstOrDefault(subscription => subscription.PubSub == _pubsub && subscription.Topic == _topic);
            if (subscription is null || _inFlight.GetValueOrDefault(app) >= PerInstance)
                continue;
            _turn += i + 1;
            return (app, subscription);
        }
        return null;
    }

    private async Task DeliverAsync(PendingDelivery delivery, AppInstance app, Subscription subscription)
    {
        await Task.Yield(); // leaves the lock of the loop
        var now = () => _time.GetUtcNow().ToUnixTimeMilliseconds();
        PendingDelivery? again = delivery with { Due = now() + (long)StoreRetry.TotalMilliseconds };
        try
        {
            var message = _store.Load(delivery.Message);
            var outcome = message is null ? Outcome.Done : await _deliverer.DeliverAsync(message, app, subscription, _policy?.Timeout, _stopping.Token);
            var step = NextStep.After(outcome, delivery.Attempts, _policy?.Retry, subscription.DeadLetterTopic is not null);
            again = step.Wait is { } wait ? new PendingDelivery(delivery.Message, step.Attempts, now() + (long)wait.TotalMilliseconds) : null;
            await _store.Store.WriteAsync(session => Record(session, delivery.Message, again, step.DeadLetter ? message : null, subscription.DeadLetterTopic, now()), _stopping.Token);
            if (step.DeadLetter && subscription.DeadLetterTopic is { } topic)
                _broker.Wake(_pubsub, topic);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return;
        }
        catch (SqliteException)
        {
            // A full disk: the delivery stays as it was in the state file and is tried again soon.
            again ??= delivery with { Due = now() + (long)StoreRetry.TotalMilliseconds };
        }
        Release(app, again);
    }

    private void Record(Store.SqliteSession session, long message, PendingDelivery? again, StoredMessage? dead, string? deadLetterTopic, long now)
    {
        if (dead is not null && deadLetterTopic is not null)
            MessageStore.Add(session, dead with { Topic = deadLetterTopic, Expires = null }, now);
        if (again is { } later)
            MessageStore.Postpone(session, _id, later);
        else
            MessageStore.Finish(session, _id, message);
    }

    private void Release(AppInstance app, PendingDelivery? again)
    {
        lock (_lock)
        {
            if (_inFlight[app] == 1)
                _inFlight.Remove(app);
            else
                _inFlight[app]--;
            if (again is { } later)
                _delayed.Enqueue(later, later.Due);
        }
        _signal.Set();
    }
}

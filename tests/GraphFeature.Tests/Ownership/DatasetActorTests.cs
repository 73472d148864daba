using Dapr.Actors;
using Dapr.Actors.Runtime;
using NetMl.Contracts.Datasets;
using NetMl.GraphFeature.Behaviours;
using NetMl.GraphFeature.Ownership;
using NetMl.GraphFeature.Store;
using NetMl.GraphFeature.Tests.Store;

namespace NetMl.GraphFeature.Tests.Ownership;

public sealed class DatasetActorTests : IDisposable
{
    private readonly TestStores _stores = TestStores.Sqlite();
    private readonly FakeReminders _reminders = new();
    private readonly StaleDatasets _stale = new(TimeProvider.System);
    private readonly OwnedDatasets _owned = new(new FindingChanges());

    [Fact]
    public async Task FlowsStored_MarksAndReminds()
    {
        await StoreAsync();

        await Actor(_stale).FlowsStoredAsync();

        Assert.True(_stale.IsPending("office"));
        Assert.True(_reminders.IsSet);
    }

    // The owner died with the mark; its reminder comes to another instance.
    [Fact]
    public async Task Reminder_AtAnotherInstance_TakesTheWorkOver()
    {
        await StoreAsync();
        await Actor(_stale).FlowsStoredAsync();
        var elsewhere = new StaleDatasets(TimeProvider.System);

        await RemindAsync(Actor(elsewhere));

        Assert.True(elsewhere.IsPending("office"));
        Assert.True(_reminders.IsSet);
    }

    [Fact]
    public async Task Reminder_WhileTheAnalysisRuns_AsksForNoOther()
    {
        await StoreAsync();
        var actor = Actor(_stale);
        await actor.FlowsStoredAsync();
        await _stale.TakeAsync(TimeSpan.Zero, TimeSpan.Zero, CancellationToken.None);

        await RemindAsync(actor);
        _stale.Done("office");

        Assert.False(_stale.IsPending("office"));
    }

    [Fact]
    public async Task Reminder_AllAnalysedAndPublished_IsTheLast()
    {
        await StoreAsync();
        var actor = Actor(_stale);
        await actor.FlowsStoredAsync();
        await _stores.Findings.ReplaceFindingsAsync("office", [Finding], 7, null, CancellationToken.None);

        await RemindAsync(actor);
        Assert.True(_reminders.IsSet);
        await _stores.Findings.MarkPublishedAsync((await _stores.Findings.ListUnpublishedAsync("office", 1, CancellationToken.None))[0], CancellationToken.None);
        await RemindAsync(actor);

        Assert.False(_reminders.IsSet);
        await actor.FlowsStoredAsync();
        Assert.True(_reminders.IsSet);
    }

    [Fact]
    public async Task Reminder_DatasetWasDeleted_IsTheLast()
    {
        await StoreAsync();
        var actor = Actor(_stale);
        await actor.ResumeAsync();
        await _stores.Flows.DeleteDatasetAsync("office", CancellationToken.None);

        await RemindAsync(actor);

        Assert.False(_reminders.IsSet);
    }

    public void Dispose() => _stores.Dispose();

    private static BehaviourFinding Finding { get; } = new(
        "x", "office", "beacon", "10.0.0.1", null, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 50, "T1071", new Dictionary<string, double>(), "It calls.");

    private static Task RemindAsync(DatasetActor actor) => actor.ReceiveReminderAsync("unfinished", [], TimeSpan.Zero, TimeSpan.Zero);

    private Task StoreAsync() => _stores.Flows.AppendAsync(new NewSegment("office", "a", 10, 20, 7, 2, [1, 2, 3]), CancellationToken.None);

    private DatasetActor Actor(StaleDatasets stale) =>
        new(ActorHost.CreateForTest<DatasetActor>(new ActorTestOptions { ActorId = new ActorId("office"), TimerManager = _reminders }), stale, _owned, _stores.Flows, _stores.Findings);

    /// <summary>Whether the reminder is registered.</summary>
    private sealed class FakeReminders : ActorTimerManager
    {
        public bool IsSet { get; private set; }

        public override Task RegisterReminderAsync(ActorReminder reminder)
        {
            IsSet = true;
            return Task.CompletedTask;
        }

        public override Task<IActorReminder> GetReminderAsync(ActorReminderToken reminder) => throw new NotSupportedException();

        public override Task UnregisterReminderAsync(ActorReminderToken reminder)
        {
            IsSet = false;
            return Task.CompletedTask;
        }

        public override Task RegisterTimerAsync(ActorTimer timer) => throw new NotSupportedException();

        public override Task UnregisterTimerAsync(ActorTimerToken timer) => throw new NotSupportedException();
    }
}

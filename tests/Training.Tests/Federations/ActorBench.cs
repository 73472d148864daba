using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Dapr.Actors;
using Dapr.Actors.Runtime;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NetMl.Contracts;
using NetMl.Contracts.Federation;
using NetMl.Contracts.Training;
using NetMl.Federation.Rounds;
using NetMl.TrainingCoordinator.Federations.Actors;
using NetMl.TrainingCoordinator.Models;

namespace NetMl.Training.Tests.Federations;

/// <summary>A federation's actor over state in memory; each call may meet a fresh actor, as after a restart, or a failing store.</summary>
internal sealed class ActorBench : IModelPublisher, IVectorStore
{
    public const string Name = "banks";

    private readonly ConcurrentDictionary<string, byte[]> _vectors = [];
    private FederationActor? _actor;

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public Dictionary<string, byte[]> Saved { get; } = [];

    public List<string> Published { get; } = [];

    public FakeReminders Reminders { get; } = new();

    /// <summary>Every call meets an actor that has just been activated.</summary>
    public bool RestartsEachTurn { get; set; }

    /// <summary>Called before each transaction; may throw.</summary>
    public Action BeforeSave { get; set; } = () => { };

    public ICollection<string> VectorNames => _vectors.Keys;

    public async Task<FederationStatus> CreateAsync(FederationPlan plan)
    {
        Assert.Empty(PlanRules.Check(plan));
        var reply = await CallAsync(actor => actor.CreateAsync(JsonSerializer.SerializeToUtf8Bytes(plan, WireJson.Default.FederationPlan)));
        Assert.True(reply.IsGood, reply.Sentence);
        return reply.Read(WireJson.Default.FederationStatus);
    }

    public async Task<FederationStatus> StatusAsync() => (await CallAsync(actor => actor.StatusAsync())).Read(WireJson.Default.FederationStatus);

    public async Task<Reply> CallAsync(Func<IFederation, Task<byte[]>> call)
    {
        if (RestartsEachTurn)
            _actor = null;
        try
        {
            return Reply.Decode(await call(_actor ??= Activate()));
        }
        catch
        {
            _actor = null;
            throw;
        }
    }

    public void Restart() => _actor = null;

    public Task FireReminderAsync() => ((_actor ??= Activate()) as IRemindable).ReceiveReminderAsync("deadline", [], TimeSpan.Zero, TimeSpan.Zero);

    public Task<ModelVersion> PublishAsync(string model, string task, string job, ReadOnlyMemory<byte> artifact, CancellationToken cancellationToken)
    {
        Published.Add(job);
        return Task.FromResult(new ModelVersion(model, 1, FreshVectors.NameOf(artifact.Span), task, artifact.Length, Time.GetUtcNow(), job));
    }

    public Task SaveAsync(string federation, byte[] vector, CancellationToken cancellationToken)
    {
        _vectors[FreshVectors.NameOf(vector)] = vector;
        return Task.CompletedTask;
    }

    public Task<byte[]?> LoadAsync(string federation, string sha256, CancellationToken cancellationToken) => Task.FromResult(_vectors.GetValueOrDefault(sha256));

    public Task DeleteAsync(string federation, string sha256, CancellationToken cancellationToken)
    {
        _vectors.TryRemove(sha256, out _);
        return Task.CompletedTask;
    }

    private FederationActor Activate()
    {
        var host = ActorHost.CreateForTest<FederationActor>(new ActorTestOptions { ActorId = new ActorId(Name), TimerManager = Reminders });
        var actor = new FederationActor(host, this, this, new FederationSignals(), Time, NullLogger<FederationLog>.Instance);
        typeof(Actor).GetProperty(nameof(Actor.StateManager))!.SetValue(actor, MemoryEntries.Over(Saved, () => BeforeSave()));
        return actor;
    }
}

/// <summary>Remembers the reminder.</summary>
internal sealed class FakeReminders : ActorTimerManager
{
    public TimeSpan? Due { get; private set; }

    public override Task RegisterReminderAsync(ActorReminder reminder)
    {
        Due = reminder.DueTime;
        return Task.CompletedTask;
    }

    public override Task<IActorReminder> GetReminderAsync(ActorReminderToken reminder) => throw new NotSupportedException();

    public override Task UnregisterReminderAsync(ActorReminderToken reminder)
    {
        Due = null;
        return Task.CompletedTask;
    }

    public override Task RegisterTimerAsync(ActorTimer timer) => throw new NotSupportedException();

    public override Task UnregisterTimerAsync(ActorTimerToken timer) => throw new NotSupportedException();
}

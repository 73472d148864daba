using Dapr.Actors;
using Dapr.Actors.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NetMl.GraphFeature.Ownership;

namespace NetMl.GraphFeature.Tests.Ownership;

public sealed class ActorOwnersTests
{
    [Fact]
    public async Task FlowsStored_PlacementHangs_WaitsOnceAndGoesOnWhenTheSweepReachesTheOwner()
    {
        var time = new FakeTimeProvider();
        var actors = new HangingActors { IsHanging = true };
        var owners = new ActorOwners(actors, time, NullLogger<ActorOwners>.Instance);
        var first = owners.FlowsStoredAsync("office", CancellationToken.None);
        Assert.False(first.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(10));
        await first;

        await owners.FlowsStoredAsync("office", CancellationToken.None);
        Assert.Equal(1, actors.Calls);

        actors.IsHanging = false;
        Assert.True(await owners.TryResumeAsync("office", CancellationToken.None));
        await owners.FlowsStoredAsync("office", CancellationToken.None);
        Assert.Equal(3, actors.Calls);
    }

    /// <summary>Placement that does not answer, or owners that do.</summary>
    private sealed class HangingActors : IActorProxyFactory, IDatasetActor
    {
        public bool IsHanging { get; set; }

        public int Calls { get; private set; }

        public Task FlowsStoredAsync() => CallAsync();

        public Task ResumeAsync() => CallAsync();

        TActorInterface IActorProxyFactory.CreateActorProxy<TActorInterface>(ActorId actorId, string actorType, ActorProxyOptions? options) =>
            this is TActorInterface owner ? owner : throw new NotSupportedException();

        ActorProxy IActorProxyFactory.Create(ActorId actorId, string actorType, ActorProxyOptions? options) => throw new NotSupportedException();

        object IActorProxyFactory.CreateActorProxy(ActorId actorId, Type actorInterfaceType, string actorType, ActorProxyOptions? options) => throw new NotSupportedException();

        private Task CallAsync()
        {
            Calls++;
            return IsHanging ? new TaskCompletionSource().Task : Task.CompletedTask;
        }
    }
}

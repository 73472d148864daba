using Dapr.Actors;

namespace NetMl.DaprSdk.Tests.Actors;

/// <summary>Proxy to sidecar to application and back: what one turn does to state, scopes and errors.</summary>
public class ActorTurnTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Call_TypedMethods_ReturnWhatTheActorReturns(bool json)
    {
        await using var world = await ActorWorld.StartAsync(o => o.UseJsonSerialization = json);
        var counter = world.Counter("job.0", new() { UseJsonSerialization = json });
        byte[] bytes = [0, 1, 255];

        Assert.Equal(2, await counter.AddAsync(2, default));
        Assert.Equal(5, await counter.AddAsync(3, default));
        Assert.Equal(bytes, await counter.EchoAsync("n", bytes));
        Assert.Null(await counter.FindAsync("nothing"));
    }

    [Fact]
    public async Task Call_Untyped_ReachesTheSameActor()
    {
        await using var world = await ActorWorld.StartAsync();
        await world.Counter("job.0").AddAsync(2, default);

        Assert.Equal(5, await world.Untyped("job.0").InvokeMethodAsync<int, int>("AddAsync", 3));
        Assert.Equal("5", world.State["job.0/count"]);
    }

    [Fact]
    public async Task Call_Successful_FlushesOneTransactionAsPlainText()
    {
        await using var world = await ActorWorld.StartAsync();

        await world.Counter("job.0").AddAsync(2, default);

        Assert.Equal("""[{"operation":"upsert","request":{"key":"count","value":2}}]""", Assert.Single(world.Transactions));
        var transaction = world.Sidecar.Requests.Single(r => r.Target.EndsWith("/state", StringComparison.Ordinal));
        Assert.Equal("PUT //v1.0/actors/Tally/job.0/state", transaction.Line);
        Assert.Equal("text/plain; charset=utf-8", transaction.Header("Content-Type"));
    }

    [Fact]
    public async Task Call_WithoutChanges_WritesNothing()
    {
        await using var world = await ActorWorld.StartAsync();

        await world.Counter("job.0").EchoAsync("n", [1]);

        Assert.Empty(world.Transactions);
    }

    [Fact]
    public async Task Call_Throwing_ForgetsItsChangesAndTellsTheCaller()
    {
        await using var world = await ActorWorld.StartAsync();
        var counter = world.Counter("job.0");
        await counter.AddAsync(2, default);

        var e = await Assert.ThrowsAsync<ActorMethodInvocationException>(() => counter.AddThenFailAsync("no more"));

        var inner = Assert.IsType<ActorInvokeException>(e.InnerException);
        Assert.Equal(("no more", "System.InvalidOperationException"), (inner.Message, inner.ActualExceptionType));
        Assert.StartsWith("Remote Actor Method Exception,  DETAILS: Exception: InvalidOperationException, Method Name: ", e.Message, StringComparison.Ordinal);
        Assert.Equal("2", world.State["job.0/count"]);
        Assert.Equal(3, await counter.AddAsync(1, default));
    }

    [Fact]
    public async Task Call_ThrowingUntyped_Answers500()
    {
        await using var world = await ActorWorld.StartAsync();

        var e = await Assert.ThrowsAsync<Dapr.DaprApiException>(() => world.Untyped("job.0").InvokeMethodAsync("AddThenFailAsync", "no more"));

        Assert.IsNotType<ActorMethodInvocationException>(e);
        Assert.False(world.State.ContainsKey("job.0/count"));
    }

    [Fact]
    public async Task Call_WhileActive_ReadsStateOnce()
    {
        await using var world = await ActorWorld.StartAsync();
        world.State["job.0/count"] = "10";
        var counter = world.Counter("job.0");

        await counter.AddAsync(1, default);
        await counter.AddAsync(1, default);

        Assert.Equal("12", world.State["job.0/count"]);
        Assert.Single(world.Sidecar.Requests, r => r.Line == "GET //v1.0/actors/Tally/job.0/state/count");
    }

    [Fact]
    public async Task Deactivate_ActiveActor_EndsItsScopeAndForgetsItsCache()
    {
        await using var world = await ActorWorld.StartAsync();
        var counter = world.Counter("job.0");
        var first = await counter.FindAsync("scope");
        await counter.AddAsync(1, default);
        world.State["job.0/count"] = "40";

        using var response = await world.App.Http.DeleteAsync("/actors/Tally/job.0");

        Assert.Equal(["deactivated job.0", "scope ended"], world.Log.Drain());
        Assert.Equal(41, await counter.AddAsync(1, default));
        Assert.NotEqual(first, await counter.FindAsync("scope"));
    }

    [Fact]
    public async Task Call_TwoIds_AreTwoInstancesInTwoScopes()
    {
        await using var world = await ActorWorld.StartAsync();

        Assert.NotEqual(await world.Counter("a").FindAsync("scope"), await world.Counter("b").FindAsync("scope"));
        Assert.Equal(await world.Counter("a").FindAsync("scope"), await world.Counter("a").FindAsync("scope"));
    }
}

using System.Text.Json;
using Dapr.Actors;
using Dapr.Actors.Communication;
using Dapr.Actors.Runtime;
using Microsoft.AspNetCore.Http;

namespace NetMl.DaprSdk.Tests.Actors;

public class ActorStateManagerTests : IAsyncLifetime
{
    private readonly Dictionary<string, string> _stored = [];
    private FakeSidecar _sidecar = null!;
    private ActorStateManager _state = null!;

    private IEnumerable<string> Writes => _sidecar.Requests.Where(r => r.Method == "PUT").Select(r => r.Text);

    public async Task InitializeAsync()
    {
        _sidecar = await FakeSidecar.StartAsync();
        _sidecar.Answer = (request, context) =>
        {
            var found = _stored.GetValueOrDefault(request.Target.Split('/')[^1]);
            context.Response.StatusCode = found is null ? 204 : 200;
            return found is null ? Task.CompletedTask : context.Response.WriteAsync(found);
        };
        var id = new ActorId("a");
        var host = new ActorHost(ActorTypeInformation.Get(typeof(Counter), null), id, JsonSerializerOptions.Web, null, null, null)
        {
            StateStore = new ActorStateStore(new ActorSidecar(_sidecar.Endpoint, "", null), "Tally", id, JsonSerializerOptions.Web),
        };
        _state = new ActorStateManager(host);
    }

    public async Task DisposeAsync() => await _sidecar.DisposeAsync();

    [Fact]
    public async Task SetStateAsync_UnseenName_ReadsFirstThenUpserts()
    {
        await _state.SetStateAsync("k", 1);
        await _state.SetStateAsync("k", 2);
        await _state.SaveStateAsync();

        Assert.Single(_sidecar.Requests, r => r.Method == "GET");
        Assert.Equal("""[{"operation":"upsert","request":{"key":"k","value":2}}]""", Assert.Single(Writes));
    }

    [Fact]
    public async Task SaveStateAsync_Twice_WritesOnce()
    {
        await _state.SetStateAsync("k", 1);
        await _state.SaveStateAsync();
        await _state.SaveStateAsync();

        Assert.Single(Writes);
    }

    [Fact]
    public async Task SaveStateAsync_SeveralChanges_AreOneTransaction()
    {
        _stored["old"] = "1";
        await _state.SetStateAsync("new", "x");
        await _state.RemoveStateAsync("old");

        await _state.SaveStateAsync();

        Assert.Equal(
            """[{"operation":"upsert","request":{"key":"new","value":"x"}},{"operation":"delete","request":{"key":"old"}}]""",
            Assert.Single(Writes));
        Assert.False((await _state.TryGetStateAsync<int>("new-one")).HasValue);
    }

    [Fact]
    public async Task SaveStateAsync_Ttl_IsWrittenInWholeSeconds()
    {
        await _state.SetStateAsync("k", 1, TimeSpan.FromSeconds(90));
        await _state.SaveStateAsync();

        Assert.Equal("""[{"operation":"upsert","request":{"key":"k","value":1,"metadata":{"ttlInSeconds":"90"}}}]""", Assert.Single(Writes));
    }

    [Fact]
    public async Task TryGetStateAsync_Expired_IsMissing()
    {
        _sidecar.AnswerWith(200, "1", ("metadata.ttlExpireTime", "2020-01-01T00:00:00Z"));

        Assert.False((await _state.TryGetStateAsync<int>("k")).HasValue);
    }

    [Fact]
    public async Task AddStateAsync_Existing_Throws()
    {
        _stored["k"] = "1";

        await Assert.ThrowsAsync<InvalidOperationException>(() => _state.AddStateAsync("k", 2));
        Assert.False(await _state.TryAddStateAsync("k", 2));
    }

    [Fact]
    public async Task GetStateAsync_Missing_ThrowsKeyNotFound() =>
        await Assert.ThrowsAsync<KeyNotFoundException>(() => _state.GetStateAsync<int>("k"));

    [Fact]
    public async Task RemoveStateAsync_AddedInTheSameTurn_LeavesNothingToWrite()
    {
        await _state.SetStateAsync("k", 1);
        await _state.RemoveStateAsync("k");
        await _state.SaveStateAsync();

        Assert.Empty(Writes);
        await Assert.ThrowsAsync<KeyNotFoundException>(() => _state.RemoveStateAsync("k"));
    }

    [Fact]
    public async Task SetStateAsync_AfterRemove_Upserts()
    {
        _stored["k"] = "1";
        await _state.RemoveStateAsync("k");
        Assert.False(await _state.ContainsStateAsync("k"));

        await _state.SetStateAsync("k", 2);
        await _state.SaveStateAsync();

        Assert.Equal("""[{"operation":"upsert","request":{"key":"k","value":2}}]""", Assert.Single(Writes));
    }

    [Fact]
    public async Task GetOrAddStateAsync_PresentAndMissing_ReturnsStoredOrGiven()
    {
        _stored["old"] = "7";

        Assert.Equal(7, await _state.GetOrAddStateAsync("old", 1));
        Assert.Equal(1, await _state.GetOrAddStateAsync("new", 1));
        await _state.SaveStateAsync();

        Assert.Equal("""[{"operation":"upsert","request":{"key":"new","value":1}}]""", Assert.Single(Writes));
    }

    [Fact]
    public async Task AddOrUpdateStateAsync_PresentAndMissing_UpdatesOrAdds()
    {
        _stored["old"] = "7";

        Assert.Equal(8, await _state.AddOrUpdateStateAsync("old", 1, (_, value) => value + 1));
        Assert.Equal(1, await _state.AddOrUpdateStateAsync("new", 1, (_, value) => value + 1));
        Assert.Equal(2, await _state.AddOrUpdateStateAsync("new", 1, (_, value) => value + 1));
    }

    [Fact]
    public async Task ClearCacheAsync_PendingChanges_AreForgotten()
    {
        await _state.SetStateAsync("k", 1);
        await _state.ClearCacheAsync();
        await _state.SaveStateAsync();

        Assert.Empty(Writes);
        Assert.False(await _state.ContainsStateAsync("k"));
    }

    [Fact]
    public async Task UnloadStateAsync_ModifiedState_NeedsPermission()
    {
        await _state.SetStateAsync("k", 1);

        await Assert.ThrowsAsync<InvalidOperationException>(() => _state.UnloadStateAsync("k"));
        await _state.UnloadStateAsync("k", new UnloadStateOptions { AllowUnloadingWhenStateModified = true });
        Assert.False(await _state.ContainsStateAsync("k"));
    }

    [Fact]
    public async Task AnyCall_HostForTests_SaysThatThereIsNoStore()
    {
        var state = new ActorStateManager(ActorHost.CreateForTest<Counter>());

        var e = await Assert.ThrowsAsync<InvalidOperationException>(() => state.SetStateAsync("k", 1));

        Assert.Contains("StateManager", e.Message, StringComparison.Ordinal);
    }
}

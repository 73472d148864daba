using System.Net;
using DaprLocal.Apps;
using NetMl.DaprLocal.Tests.Support;

namespace NetMl.DaprLocal.Tests.Actors;

public class ActorStateTests
{
    [Fact]
    public async Task State_OfActorThatIsNotActive_IsInstanceMissing()
    {
        await using var app = await FakeApp.StartAsync(config: ActorTestApp.Config);
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "a", AppPort = app.Port });

        var response = await sidecar.First.GetAsync("/v1.0/actors/Demo/1/state/k");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("ERR_ACTOR_INSTANCE_MISSING", await response.ErrorCodeAsync());
    }

    [Fact]
    public async Task State_TransactionWithTextPlain_IsParsedAndReadBack()
    {
        await using var app = await FakeApp.StartAsync(config: ActorTestApp.Config);
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "a", AppPort = app.Port });
        await sidecar.First.PutAsync("/v1.0/actors/Demo/1/method/Do", null);

        var saved = await sidecar.First.PutAsync("/v1.0/actors/Demo/1/state", new StringContent(
            """[{"operation":"upsert","request":{"key":"k","value":{"n":1}}},{"operation":"upsert","request":{"key":"t","value":2,"metadata":{"ttlInSeconds":"100"}}}]"""));
        var plain = await sidecar.First.GetAsync("/v1.0/actors/Demo/1/state/k");
        var aging = await sidecar.First.GetAsync("/v1.0/actors/Demo/1/state/t");
        var missing = await sidecar.First.GetAsync("/v1.0/actors/Demo/1/state/none");

        Assert.Equal(HttpStatusCode.NoContent, saved.StatusCode);
        Assert.Equal("""{"n":1}""", await plain.Content.ReadAsStringAsync());
        Assert.InRange(DateTimeOffset.Parse(aging.Headers.GetValues("metadata.ttlExpireTime").Single()), DateTimeOffset.UtcNow.AddSeconds(90), DateTimeOffset.UtcNow.AddSeconds(101));
        Assert.Equal(HttpStatusCode.NoContent, missing.StatusCode);
    }

    [Fact]
    public async Task State_OfTransactionWithABadOperation_KeepsNothing()
    {
        await using var app = await FakeApp.StartAsync(config: ActorTestApp.Config);
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "a", AppPort = app.Port });
        await sidecar.First.PutAsync("/v1.0/actors/Demo/1/method/Do", null);

        var response = await sidecar.First.PutAsync("/v1.0/actors/Demo/1/state", new StringContent(
            """[{"operation":"upsert","request":{"key":"k","value":1}},{"operation":"upsert","request":{"key":"k2","value":1,"etag":"wrong"}}]"""));
        var missing = await sidecar.First.GetAsync("/v1.0/actors/Demo/1/state/k");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("ERR_ACTOR_STATE_TRANSACTION_SAVE", await response.ErrorCodeAsync());
        Assert.Equal(HttpStatusCode.NoContent, missing.StatusCode);
    }

    [Fact]
    public async Task State_AfterIdleDeactivation_IsKeptAndTheAppIsTold()
    {
        await using var app = await FakeApp.StartAsync(config: ActorTestApp.With("\"actorIdleTimeout\":\"0h0m1s0ms\""));
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "a", AppPort = app.Port });
        await sidecar.First.PutAsync("/v1.0/actors/Demo/1/method/Do", null);
        await sidecar.First.PutAsync("/v1.0/actors/Demo/1/state", new StringContent("""[{"operation":"upsert","request":{"key":"k","value":7}}]"""));
        await app.NextAsync();

        var told = await app.NextAsync();
        await Until.TrueAsync(async () => (await sidecar.First.GetAsync("/v1.0/actors/Demo/1/state/k")).StatusCode == HttpStatusCode.BadRequest, "the actor is inactive");
        await sidecar.First.PutAsync("/v1.0/actors/Demo/1/method/Do", null);
        var kept = await sidecar.First.GetStringAsync("/v1.0/actors/Demo/1/state/k");

        Assert.Equal(("DELETE", "/actors/Demo/1"), (told.Method, told.Target));
        Assert.Equal("7", kept);
    }
}

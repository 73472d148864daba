using System.Net;
using DaprLocal.Apps;
using DaprLocal.Store;
using NetMl.DaprLocal.Tests.Actors;
using NetMl.DaprLocal.Tests.Support;

namespace NetMl.DaprLocal.Tests.Store;

/// <summary>A file that may not grow stands in for a full disk: SQLite reports both as SQLITE_FULL.</summary>
public class FullDiskTests
{
    [Fact]
    public async Task Writes_OnAFullDisk_SaySo_AndWorkAgainWhenThereIsRoom()
    {
        await using var app = await FakeApp.StartAsync(config: ActorTestApp.Config);
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "a", AppPort = app.Port });
        await sidecar.First.PutAsync("/v1.0/actors/Demo/1/method/Do", null);
        await sidecar.First.PostTextAsync("/v1.0/state/statestore", """[{"key":"k","value":1}]""");
        var store = sidecar.Get<SystemStore>().Store;
        var big = $"\"{new string('x', 1 << 20)}\"";
        await store.WriteAsync(session => { session.First("PRAGMA max_page_count=40", row => row.GetInt64(0)); }, default);

        var publish = await sidecar.First.PostTextAsync("/v1.0/publish/pubsub/t", big);
        var state = await sidecar.First.PostTextAsync("/v1.0/state/statestore", $$"""[{"key":"big","value":{{big}}}]""");
        var actor = await sidecar.First.PutAsync("/v1.0/actors/Demo/1/state", new StringContent($$$"""[{"operation":"upsert","request":{"key":"k","value":{{{big}}}}}]"""));
        var small = await sidecar.First.GetStringAsync("/v1.0/state/statestore/k");
        await store.WriteAsync(session => { session.First("PRAGMA max_page_count=100000", row => row.GetInt64(0)); }, default);
        var again = await sidecar.First.PostTextAsync("/v1.0/publish/pubsub/t", big);

        foreach (var (response, code) in new[] { (publish, "ERR_PUBSUB_PUBLISH_MESSAGE"), (state, "ERR_STATE_SAVE"), (actor, "ERR_ACTOR_STATE_TRANSACTION_SAVE") })
        {
            var error = await response.JsonAsync();
            Assert.Equal((HttpStatusCode.InternalServerError, code), (response.StatusCode, error.GetProperty("errorCode").GetString()));
            Assert.Contains("the disk is full", error.GetProperty("message").GetString());
        }
        Assert.Equal("1", small);
        Assert.Equal(HttpStatusCode.NoContent, again.StatusCode);
    }

    [Fact]
    public async Task WriteAsync_OneOfManyInATransactionFails_OnlyItsOwnWorkIsUndone()
    {
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "a" });
        var store = sidecar.Get<SystemStore>().Store;
        await store.WriteAsync(session => { session.Execute("CREATE TABLE numbers (n INTEGER PRIMARY KEY)"); }, default);

        var writes = Enumerable.Range(0, 200).Select(n => store.WriteAsync(
            session =>
            {
                session.Execute("INSERT INTO numbers VALUES (?1)", n);
                if (n % 10 == 3)
                    throw new InvalidDataException($"{n}");
            },
            default)).ToList();
        var failures = 0;
        foreach (var write in writes)
            if (await Record.ExceptionAsync(() => write) is InvalidDataException)
                failures++;

        Assert.Equal(20, failures);
        Assert.Equal(Enumerable.Range(0, 200).Where(n => n % 10 != 3).Select(n => (long)n), store.Read(session => session.Query("SELECT n FROM numbers ORDER BY n", row => row.GetInt64(0))));
    }
}

using System.Net;
using NetMl.DaprLocal.Tests.Actors;
using NetMl.DaprLocal.Tests.Support;
using NetMl.Tests;

namespace NetMl.DaprLocal.Tests.Processes;

public class CrashTests
{
    private const string Subscribe = """[{"pubsubname":"pubsub","topic":"t","route":"t"}]""";

    [Fact]
    public async Task KillMinus9_UndeliveredMessagesStateAndReminders_AreThereAfterTheNextStart()
    {
        using var folder = ComponentFolder.Create();
        var appPort = FreePort.Next();
        var app = await FakeApp.StartAsync(appPort, ActorTestApp.Config, Subscribe);
        using (var first = await SidecarProcess.StartAsync(folder, "a", appPort))
        {
            await first.Http.PostTextAsync("/v1.0/state/statestore", """[{"key":"k","value":"kept"}]""");
            await first.Http.PutAsync("/v1.0/actors/Demo/1/method/Do", null);
            await first.Http.PutAsync("/v1.0/actors/Demo/1/state", new StringContent("""[{"operation":"upsert","request":{"key":"k","value":5}}]"""));
            await first.Http.PostTextAsync("/v1.0/actors/Demo/1/reminders/ring", """{"dueTime":"2s","data":"AQI="}""");
            await app.DisposeAsync();
            foreach (var i in Enumerable.Range(0, 50))
                Assert.Equal(HttpStatusCode.NoContent, (await first.Http.PostTextAsync("/v1.0/publish/pubsub/t", $"{i}")).StatusCode);
            await first.KillAsync();
        }

        await using var again = await FakeApp.StartAsync(appPort, ActorTestApp.Config, Subscribe);
        using var second = await SidecarProcess.StartAsync(folder, "a", appPort);
        await Until.TrueAsync(() => again.All.Count(request => request.Target == "/t") == 50, "all messages are delivered");
        await Until.TrueAsync(() => again.All.Any(request => request.Target == "/actors/Demo/1/method/remind/ring"), "the reminder has fired");

        Assert.Equal("\"kept\"", await second.Http.GetStringAsync("/v1.0/state/statestore/k"));
        Assert.Equal("5", await second.Http.GetStringAsync("/v1.0/actors/Demo/1/state/k"));
        Assert.Equal(Enumerable.Range(0, 50), again.All.Where(request => request.Target == "/t").Select(request => request.Json.GetProperty("data").GetInt32()).Order());
    }

    [Fact]
    public async Task KillMinus9_WhilePublishersAreBusy_NothingAcceptedIsLost()
    {
        using var folder = ComponentFolder.Create();
        var appPort = FreePort.Next();
        var accepted = new System.Collections.Concurrent.ConcurrentBag<int>();
        await using var app = await FakeApp.StartAsync(appPort, null, Subscribe);
        using (var first = await SidecarProcess.StartAsync(folder, "a", appPort))
        {
            var publishing = Task.WhenAll(Enumerable.Range(0, 4).Select(publisher => PublishAsync(first.Http, publisher)));
            await Until.TrueAsync(() => accepted.Count > 200, "many are accepted");
            await first.KillAsync();
            await publishing;
        }

        using var second = await SidecarProcess.StartAsync(folder, "a", appPort);
        await Until.TrueAsync(() => !accepted.Except(app.All.Select(request => request.Json.GetProperty("data").GetInt32())).Any(), "every accepted message has come");

        async Task PublishAsync(HttpClient http, int publisher)
        {
            try
            {
                for (var i = publisher; ; i += 4)
                    if ((await http.PostTextAsync("/v1.0/publish/pubsub/t", $"{i}")).StatusCode == HttpStatusCode.NoContent)
                        accepted.Add(i);
            }
            catch (HttpRequestException)
            {
                // The sidecar is gone: what was answered counts.
            }
        }
    }

    [Fact]
    public async Task Shutdown_Call_EndsTheProcessWithZero()
    {
        using var folder = ComponentFolder.Create();
        using var sidecar = await SidecarProcess.StartAsync(folder, "a");

        var response = await sidecar.Http.PostAsync("/v1.0/shutdown", null);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(0, await sidecar.ExitCodeAsync());
    }
}

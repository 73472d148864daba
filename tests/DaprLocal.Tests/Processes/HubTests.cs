using System.Net;
using NetMl.DaprLocal.Tests.Actors;
using NetMl.DaprLocal.Tests.Support;
using NetMl.Tests;

namespace NetMl.DaprLocal.Tests.Processes;

/// <summary>Several single-app processes on one state file work as one system.</summary>
public class HubTests
{
    private const string Subscribe = """[{"pubsubname":"pubsub","topic":"t","route":"t"}]""";

    [Fact]
    public async Task TwoProcesses_ShareTopicsInvocationActorsAndState()
    {
        using var folder = ComponentFolder.Create();
        await using var one = await FakeApp.StartAsync();
        await using var two = await FakeApp.StartAsync(config: ActorTestApp.Config, subscribe: Subscribe);
        using var hub = await SidecarProcess.StartAsync(folder, "one", one.Port);
        using var member = await SidecarProcess.StartAsync(folder, "two", two.Port);

        await hub.Http.PostTextAsync("/v1.0/publish/pubsub/t", "1");
        var delivered = await two.NextAsync();
        var invoked = await hub.Http.PostTextAsync("/v1.0/invoke/two/method/x?y=1", "hello");
        var seen = await two.NextAsync();
        var backwards = await member.Http.GetAsync("/v1.0/invoke/one/method/z");
        var seenBack = await one.NextAsync();
        await hub.Http.PutAsync("/v1.0/actors/Demo/1/method/Do", null);
        var turn = await two.NextAsync();
        var saved = await member.Http.PutAsync("/v1.0/actors/Demo/1/state", new StringContent("""[{"operation":"upsert","request":{"key":"k","value":5}}]"""));
        var foreign = await hub.Http.GetAsync("/v1.0/actors/Demo/1/state/k");

        Assert.Equal(["/t", "/x?y=1", "/z", "/actors/Demo/1/method/Do"], new[] { delivered.Target, seen.Target, seenBack.Target, turn.Target });
        Assert.Equal("one", delivered.Json.GetProperty("source").GetString());
        Assert.Equal((HttpStatusCode.OK, "/x?y=1", "hello", "one"), (invoked.StatusCode, seen.Target, seen.Text, seen.Headers["dapr-caller-app-id"]));
        Assert.Equal((HttpStatusCode.OK, "two"), (backwards.StatusCode, seenBack.Headers["dapr-caller-app-id"]));
        Assert.Equal("/actors/Demo/1/method/Do", turn.Target);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.BadRequest), (saved.StatusCode, foreign.StatusCode));
        Assert.Equal("5", await member.Http.GetStringAsync("/v1.0/actors/Demo/1/state/k"));
    }

    [Fact]
    public async Task HubIsKilled_AMemberTakesOverWithinSeconds_AndNothingAcceptedIsLost()
    {
        using var folder = ComponentFolder.Create();
        var subscriberPort = FreePort.Next();
        using var hub = await SidecarProcess.StartAsync(folder, "first");
        using var publisher = await SidecarProcess.StartAsync(folder, "publisher");
        using var third = await SidecarProcess.StartAsync(folder, "third");
        await using (var early = await FakeApp.StartAsync(subscriberPort, subscribe: Subscribe))
        {
            using var joining = await SidecarProcess.StartAsync(folder, "subscriber", subscriberPort);
            await publisher.Http.PostTextAsync("/v1.0/publish/pubsub/t", "0");
            await early.NextAsync();
        }
        for (var i = 1; i <= 20; i++)
            Assert.Equal(HttpStatusCode.NoContent, (await publisher.Http.PostTextAsync("/v1.0/publish/pubsub/t", $"{i}")).StatusCode);

        await hub.KillAsync();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        await Until.TrueAsync(async () => await PublishedAsync(publisher) && await PublishedAsync(third), "both remaining processes serve again");
        var gap = clock.Elapsed;
        await using var app = await FakeApp.StartAsync(subscriberPort, subscribe: Subscribe);
        using var subscriber = await SidecarProcess.StartAsync(folder, "subscriber", subscriberPort);
        await Until.TrueAsync(() => app.All.Count >= 21, "what was accepted before and after is delivered");

        var numbers = app.All.Select(request => request.Json.GetProperty("data").GetInt32()).ToHashSet();
        Assert.Superset(Enumerable.Range(1, 20).ToHashSet(), numbers);
        Assert.Contains(99, numbers);
        Assert.InRange(gap.TotalSeconds, 0, 10);

        static async Task<bool> PublishedAsync(SidecarProcess process)
        {
            try
            {
                return (await process.Http.PostTextAsync("/v1.0/publish/pubsub/t", "99")).StatusCode == HttpStatusCode.NoContent;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task MemberIsKilled_ItsAppIsCalledNoMore()
    {
        using var folder = ComponentFolder.Create();
        await using var app = await FakeApp.StartAsync();
        using var hub = await SidecarProcess.StartAsync(folder, "one");
        using var member = await SidecarProcess.StartAsync(folder, "two", app.Port);

        await member.KillAsync();

        await Until.TrueAsync(async () => (await hub.Http.GetAsync("/v1.0/invoke/two/method/x")).StatusCode == HttpStatusCode.InternalServerError, "the app is unknown");
    }

    [Fact]
    public async Task MemberWithOtherComponents_IsRefusedWithOneSentence()
    {
        using var folder = ComponentFolder.Create();
        using var other = ComponentFolder.Create();
        other.Add("statestore.yaml", ComponentFolder.Component("otherstore", "state.sqlite", ComponentFolder.Item("connectionString", folder.StateFile)));
        other.Add("modelstore.yaml", "");
        using var hub = await SidecarProcess.StartAsync(folder, "one");

        using var member = SidecarProcess.Start(1, "run", "--app-id", "two", "--dapr-http-port", "0", "--resources-path", other.Path);

        Assert.Equal(1, await member.ExitCodeAsync());
        Assert.Contains("'otherstore'", member.Output);
    }

    [Fact]
    public async Task HubAddressFile_IsForThisUserOnly()
    {
        using var folder = ComponentFolder.Create();
        using var hub = await SidecarProcess.StartAsync(folder, "one");

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.StateFile + ".hub"));
    }
}

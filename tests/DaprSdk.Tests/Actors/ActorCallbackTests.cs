using System.Net;
using System.Text;
using Dapr.Actors.Runtime;

namespace NetMl.DaprSdk.Tests.Actors;

/// <summary>What the sidecar calls in an application that hosts actors.</summary>
public class ActorCallbackTests
{
    [Fact]
    public async Task Configuration_Defaults_ListTypesAndReentrancy()
    {
        await using var world = await ActorWorld.StartAsync();

        Assert.Equal("""{"entities":["Tally"],"reentrancy":{"enabled":false}}""", await world.App.Http.GetStringAsync("/dapr/config"));
    }

    [Fact]
    public async Task Configuration_Options_AreWrittenForAllAndForOneType()
    {
        await using var world = await ActorWorld.StartAsync(options =>
        {
            options.Actors.Clear();
            options.Actors.RegisterActor<Counter>("Demo", new ActorRuntimeOptions { ActorIdleTimeout = TimeSpan.FromMinutes(5) });
            options.ActorIdleTimeout = TimeSpan.FromHours(1);
            options.DrainOngoingCallTimeout = TimeSpan.FromSeconds(15);
            options.DrainRebalancedActors = true;
        });

        Assert.Equal(
            """{"entities":["Demo"],"actorIdleTimeout":"1h0m0s0ms","drainOngoingCallTimeout":"0h0m15s0ms","drainRebalancedActors":true,"reentrancy":{"enabled":false},"entitiesConfig":[{"entities":["Demo"],"actorIdleTimeout":"0h5m0s0ms","reentrancy":{"enabled":false}}]}""",
            await world.App.Http.GetStringAsync("/dapr/config"));
    }

    [Fact]
    public async Task Healthz_Always_Is200()
    {
        await using var world = await ActorWorld.StartAsync();

        using var response = await world.App.Http.GetAsync("/healthz");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("POST", "/actors/Tally/a/method/AddAsync", 405)]
    [InlineData("PUT", "/actors/Tally/a/method/AddAsync", 200)]
    [InlineData("PUT", "/actors/Tally/a/method/NoSuchAsync", 500)]
    [InlineData("PUT", "/actors/Tally/a/method/EchoAsync", 500)]
    [InlineData("PUT", "/actors/Unknown/a/method/AddAsync", 500)]
    [InlineData("DELETE", "/actors/Tally/never-active", 200)]
    public async Task Callback_VerbAndPath_GetTheDocumentedStatus(string verb, string path, int status)
    {
        await using var world = await ActorWorld.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(verb), path) { Content = Json("1") };

        using var response = await world.App.Http.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Timer_Fires_CallsTheMethodAndAnswersFalse()
    {
        await using var world = await ActorWorld.StartAsync();

        using var response = await world.App.Http.PutAsync("/actors/Tally/a/method/timer/tick", Json("""{"callback":"OnTimerAsync","data":"AQI=","dueTime":"0h0m1s0ms","period":""}"""));

        Assert.Equal((HttpStatusCode.OK, "false"), (response.StatusCode, await response.Content.ReadAsStringAsync()));
        Assert.Equal("\"AQI=\"", world.State["a/ticked"]);
    }

    [Theory]
    [InlineData("0h0m5s0ms")]
    [InlineData("@every 5s")]
    [InlineData("R3/PT5S")]
    public async Task Reminder_Fires_CallsReceiveReminderAsync(string period)
    {
        await using var world = await ActorWorld.StartAsync();

        using var response = await world.App.Http.PutAsync("/actors/Tally/a/method/remind/wake", Json($$"""{"data":"AQI=","dueTime":"1s","period":"{{period}}"}"""));

        Assert.Equal((HttpStatusCode.OK, ""), (response.StatusCode, await response.Content.ReadAsStringAsync()));
        Assert.Equal("\"wake AQI= 00:00:01 00:00:05\"", world.State["a/reminded"]);
    }

    [Fact]
    public async Task Schedules_Registered_AreWrittenAsDocumented()
    {
        await using var world = await ActorWorld.StartAsync();

        await world.Counter("a").ScheduleAsync();

        Assert.Equal(
            [
                """timers/tick {"dueTime":"0h0m1s0ms","data":"AQI=","callback":"OnTimerAsync"}""",
                """reminders/once {"dueTime":"0h0m0s0ms","period":"","data":"AQ=="}""",
                """reminders/thrice {"dueTime":"0h0m0s0ms","period":"R3/PT5S","data":"AQ==","ttl":"0h1m0s0ms"}""",
                "reminders/once",
                "timers/tick",
            ],
            world.Sidecar.Requests.Skip(1).Select(r => $"{r.Target["//v1.0/actors/Tally/a/".Length..]} {r.Text}".Trim()));
        Assert.Equal(["PUT", "PUT", "PUT", "DELETE", "DELETE"], world.Sidecar.Requests.Skip(1).Select(r => r.Method));
    }

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");
}

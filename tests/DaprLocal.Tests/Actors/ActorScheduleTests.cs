using System.Collections.Concurrent;
using System.Net;
using DaprLocal.Apps;
using Microsoft.AspNetCore.Http;
using NetMl.DaprLocal.Tests.Support;

namespace NetMl.DaprLocal.Tests.Actors;

public class ActorScheduleTests
{
    [Fact]
    public async Task Timer_Registered_FiresWithItsBodyAndRepeats()
    {
        await using var app = await FakeApp.StartAsync(config: ActorTestApp.Config);
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "a", AppPort = app.Port });
        await sidecar.First.PutAsync("/v1.0/actors/Demo/1/method/Do", null);
        await app.NextAsync();

        var created = await sidecar.First.PostTextAsync("/v1.0/actors/Demo/1/timers/tick", """{"dueTime":"0h0m0s50ms","period":"0h0m0s50ms","data":"AQI=","callback":"OnTimer"}""");
        var first = await app.NextAsync();
        await app.NextAsync();
        var removed = await sidecar.First.DeleteAsync("/v1.0/actors/Demo/1/timers/tick");

        Assert.Equal(HttpStatusCode.NoContent, created.StatusCode);
        Assert.Equal(("PUT", "/actors/Demo/1/method/timer/tick"), (first.Method, first.Target));
        Assert.Equal("""{"callback":"OnTimer","data":"AQI=","dueTime":"0h0m0s50ms","period":"0h0m0s50ms"}""", first.Text);
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        await Task.Delay(150);
        var count = app.All.Count;
        await Task.Delay(300);
        Assert.Equal(count, app.All.Count);
    }

    [Fact]
    public async Task Timer_OfActorThatIsNotActive_IsRefused()
    {
        await using var app = await FakeApp.StartAsync(config: ActorTestApp.Config);
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "a", AppPort = app.Port });

        var response = await sidecar.First.PostTextAsync("/v1.0/actors/Demo/1/timers/tick", """{"dueTime":"1s"}""");

        Assert.Equal("ERR_ACTOR_TIMER_CREATE", await response.ErrorCodeAsync());
    }

    [Fact]
    public async Task Reminder_WithRepetitions_FiresThatOftenThenIsGone()
    {
        await using var app = await FakeApp.StartAsync(config: ActorTestApp.Config);
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "a", AppPort = app.Port });

        var created = await sidecar.First.PostTextAsync("/v1.0/actors/Demo/1/reminders/ring", """{"dueTime":"0h0m0s100ms","period":"R3/PT1S","data":"AQI="}""");
        var known = await sidecar.First.GetAsync("/v1.0/actors/Demo/1/reminders/ring");
        var first = await app.NextAsync();
        await app.NextAsync();
        await app.NextAsync();
        await Until.TrueAsync(async () => (await sidecar.First.GetAsync("/v1.0/actors/Demo/1/reminders/ring")).StatusCode == HttpStatusCode.NotFound, "the reminder is over");

        Assert.Equal(HttpStatusCode.NoContent, created.StatusCode);
        Assert.Equal("R3/PT1S", (await known.JsonAsync()).GetProperty("period").GetString());
        Assert.Equal(("PUT", "/actors/Demo/1/method/remind/ring"), (first.Method, first.Target));
        Assert.Equal("""{"data":"AQI=","dueTime":"0h0m0s100ms","period":"@every 1s"}""", first.Text);
        Assert.Equal(3, app.All.Count);
    }

    [Fact]
    public async Task Reminder_Unregistered_NeverFires()
    {
        await using var app = await FakeApp.StartAsync(config: ActorTestApp.Config);
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "a", AppPort = app.Port });
        await sidecar.First.PostTextAsync("/v1.0/actors/Demo/1/reminders/ring", """{"dueTime":"0h0m0s400ms","period":""}""");

        await sidecar.First.DeleteAsync("/v1.0/actors/Demo/1/reminders/ring");
        var gone = await sidecar.First.GetAsync("/v1.0/actors/Demo/1/reminders/ring");
        await Task.Delay(700);

        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Equal("ERR_ACTOR_REMINDER_NOT_FOUND", await gone.ErrorCodeAsync());
        Assert.Empty(app.All);
    }

    [Fact]
    public async Task Reminder_OfTypeThatTheAppDoesNotHost_IsForbidden()
    {
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "a" });

        var response = await sidecar.First.PostTextAsync("/v1.0/actors/Demo/1/reminders/ring", """{"dueTime":"1s"}""");

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("ERR_ACTOR_REMINDER_NON_HOSTED", await response.ErrorCodeAsync());
    }

    [Theory]
    [InlineData("""{"dueTime":"tomorrow"}""")]
    [InlineData("""{"dueTime":"1s","period":"P1D"}""")]
    [InlineData("""{"dueTime":"1s","period":"Rx/PT1S"}""")]
    [InlineData("""{"dueTime":"-5s"}""")]
    [InlineData("""{"dueTime":"1s","ttl":"-1s"}""")]
    public async Task Reminder_WithATimeNobodyUnderstands_IsRefused(string body)
    {
        await using var app = await FakeApp.StartAsync(config: ActorTestApp.Config);
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "a", AppPort = app.Port });

        var response = await sidecar.First.PostTextAsync("/v1.0/actors/Demo/1/reminders/ring", body);

        Assert.Equal("ERR_ACTOR_REMINDER_CREATE", await response.ErrorCodeAsync());
    }

    [Fact]
    public async Task MethodsTimersAndReminders_OfOneActor_NeverOverlap()
    {
        var running = new ConcurrentDictionary<string, int>();
        var overlaps = new ConcurrentBag<int>();
        await using var app = await FakeApp.StartAsync(config: ActorTestApp.Config);
        app.Handler = ActorTestApp.Counting(running, overlaps, () => Task.Delay(2));
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "a", AppPort = app.Port });
        await sidecar.First.PutAsync("/v1.0/actors/Demo/1/method/Do", null);
        await sidecar.First.PostTextAsync("/v1.0/actors/Demo/1/timers/t", """{"dueTime":"0s","period":"2ms","callback":"c"}""");
        await sidecar.First.PostTextAsync("/v1.0/actors/Demo/1/reminders/r", """{"dueTime":"0s","period":"5ms"}""");

        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => sidecar.First.PutAsync("/v1.0/actors/Demo/1/method/Do", null)));
        await Until.TrueAsync(() => app.All.Any(request => request.Target.Contains("/remind/")) && app.All.Any(request => request.Target.Contains("/timer/")), "all kinds have fired");

        Assert.All(overlaps, count => Assert.Equal(1, count));
    }

    [Fact]
    public async Task Timer_ActorPutAway_StopsFiring()
    {
        await using var app = await FakeApp.StartAsync(config: ActorTestApp.With("\"actorIdleTimeout\":\"0h0m1s0ms\""));
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "a", AppPort = app.Port });
        await sidecar.First.PutAsync("/v1.0/actors/Demo/1/method/Do", null);
        await sidecar.First.PostTextAsync("/v1.0/actors/Demo/1/timers/late", """{"dueTime":"3s","callback":"c"}""");

        await Until.TrueAsync(() => app.All.Any(request => request.IsDeactivation()), "the actor is put away");
        await Task.Delay(2500);

        Assert.DoesNotContain(app.All, request => request.Target.Contains("/timer/"));
    }
}

using System.Collections.Concurrent;
using System.Net;
using DaprLocal.Actors;
using DaprLocal.Apps;
using Microsoft.AspNetCore.Http;
using NetMl.DaprLocal.Tests.Support;
using NetMl.Tests;

namespace NetMl.DaprLocal.Tests.Actors;

public class ActorPlacementTests
{
    private const int Actors = 40;

    [Fact]
    public void Weight_OverManyActors_SharesThemEvenlyAndMovesOnlyTheLeaversShare()
    {
        string Owner(int actor, params string[] hosts) => hosts.MaxBy(host => Placement.Weight(new ActorKey("T", $"job.{actor}"), host)) ?? "";

        var three = Enumerable.Range(0, 3000).Select(actor => Owner(actor, "h#1", "h#2", "h#3")).ToList();
        var two = Enumerable.Range(0, 3000).Select(actor => Owner(actor, "h#1", "h#2")).ToList();

        Assert.All(three.GroupBy(host => host), group => Assert.InRange(group.Count(), 850, 1150));
        Assert.All(three.Zip(two).Where(pair => pair.First != "h#3"), pair => Assert.Equal(pair.First, pair.Second));
    }

    [Fact]
    public async Task TwoInstances_EachActorAlwaysOnOne_AndOnTheOtherWhenItsHostDies()
    {
        var one = await FakeApp.StartAsync(config: ActorTestApp.Config);
        await using var two = await FakeApp.StartAsync(config: ActorTestApp.Config);
        await using var sidecar = await TestSidecar.StartAsync(new AppOptions { AppId = "host", AppPort = one.Port }, new AppOptions { AppId = "host", AppPort = two.Port }, new AppOptions { AppId = "caller" });
        async Task CallAllAsync()
        {
            foreach (var actor in Enumerable.Range(0, Actors).Concat(Enumerable.Range(0, Actors)))
                Assert.Equal(HttpStatusCode.OK, (await sidecar.Http[2].PutAsync($"/v1.0/actors/Demo/{actor}/method/Do", null)).StatusCode);
        }

        await CallAllAsync();
        var onOne = one.All.Select(ActorTestApp.Actor).ToHashSet();
        var onTwo = two.All.Select(ActorTestApp.Actor).ToHashSet();
        await one.DisposeAsync();
        await CallAllAsync();

        Assert.Empty(onOne.Intersect(onTwo));
        Assert.InRange(onOne.Count, 8, 32);
        Assert.Equal(Actors, onOne.Count + onTwo.Count);
        Assert.Equal(Actors, two.All.Select(ActorTestApp.Actor).Distinct().Count());
        Assert.DoesNotContain(two.All, request => request.IsDeactivation());
    }

    [Fact]
    public async Task SecondInstanceJoins_OngoingCallEndsFirst_ThenActorsMoveAfterDeactivation()
    {
        var entered = new ConcurrentDictionary<string, bool>();
        var release = new TaskCompletionSource();
        await using var one = await FakeApp.StartAsync(config: ActorTestApp.With("\"drainOngoingCallTimeout\":\"0h0m20s0ms\""), handler: async (_, request) =>
        {
            entered[ActorTestApp.Actor(request)] = true;
            if (!request.IsDeactivation())
                await release.Task;
        });
        var port = FreePort.Next();
        await using var sidecar = await TestSidecar.StartAsync(
            ComponentFolder.Create(), [new AppOptions { AppId = "host", AppPort = one.Port }, new AppOptions { AppId = "host", AppPort = port }], wait: false);
        await Until.TrueAsync(() => sidecar.Apps.Instances[0].IsLive, "the first instance is up");
        var moving = Enumerable.Range(0, 100).First(actor => IsHeavier(sidecar.Apps.Instances[1], sidecar.Apps.Instances[0], $"{actor}"));
        var ongoing = sidecar.First.PutAsync($"/v1.0/actors/Demo/{moving}/method/Do", null);
        await Until.TrueAsync(() => entered.ContainsKey($"Demo/{moving}"), "the call is under way");

        await using var two = await FakeApp.StartAsync(port, config: ActorTestApp.Config);
        await Until.TrueAsync(() => sidecar.Apps.Instances[1].IsLive, "the second instance is up");
        var next = sidecar.First.PutAsync($"/v1.0/actors/Demo/{moving}/method/Do", null);
        await Task.Delay(200);
        var seenByTwoBefore = two.All.Count;
        release.SetResult();

        Assert.Equal(HttpStatusCode.OK, (await ongoing).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await next).StatusCode);
        Assert.Equal(0, seenByTwoBefore);
        Assert.Single(two.All);
        Assert.Equal(["PUT", "DELETE"], one.All.Select(request => request.Method));
    }

    [Fact]
    public async Task SecondInstanceJoins_CallLongerThanTheDrainTime_IsGivenUp()
    {
        var release = new TaskCompletionSource();
        await using var one = await FakeApp.StartAsync(config: ActorTestApp.With("\"drainOngoingCallTimeout\":\"0h0m0s300ms\""), handler: (_, request) => request.IsDeactivation() ? Task.CompletedTask : release.Task);
        var port = FreePort.Next();
        await using var sidecar = await TestSidecar.StartAsync(
            ComponentFolder.Create(), [new AppOptions { AppId = "host", AppPort = one.Port }, new AppOptions { AppId = "host", AppPort = port }], wait: false);
        await Until.TrueAsync(() => sidecar.Apps.Instances[0].IsLive, "the first instance is up");
        var moving = Enumerable.Range(0, 100).First(actor => IsHeavier(sidecar.Apps.Instances[1], sidecar.Apps.Instances[0], $"{actor}"));
        var ongoing = sidecar.First.PutAsync($"/v1.0/actors/Demo/{moving}/method/Do", null);
        await one.NextAsync();

        await using var two = await FakeApp.StartAsync(port, config: ActorTestApp.Config);
        var response = await ongoing;
        release.SetResult();

        Assert.Equal("ERR_ACTOR_INVOKE_METHOD", await response.ErrorCodeAsync());
        Assert.Equal(HttpStatusCode.OK, (await sidecar.First.PutAsync($"/v1.0/actors/Demo/{moving}/method/Do", null)).StatusCode);
        Assert.Single(two.All);
    }

    private static bool IsHeavier(AppInstance one, AppInstance other, string actor) =>
        Placement.Weight(new ActorKey("Demo", actor), one.Name) > Placement.Weight(new ActorKey("Demo", actor), other.Name);
}

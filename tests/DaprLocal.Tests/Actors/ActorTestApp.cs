using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using NetMl.DaprLocal.Tests.Support;

namespace NetMl.DaprLocal.Tests.Actors;

/// <summary>An actor host that counts overlapping turns per actor and records activations' ends.</summary>
internal static class ActorTestApp
{
    public const string Config = """{"entities":["Demo"],"actorIdleTimeout":"1h0m0s0ms","drainOngoingCallTimeout":"0h0m2s0ms","drainRebalancedActors":true}""";

    public static string With(string settings) => $$"""{"entities":["Demo"],{{settings}}}""";

    public static string Actor(Received request) => string.Join('/', request.Target.Split('/', '?')[2..4]);

    public static bool IsDeactivation(this Received request) => request.Method == "DELETE";

    /// <summary>A handler that runs <paramref name="turn"/> and counts how many turns of one actor overlap at most.</summary>
    public static Func<HttpContext, Received, Task> Counting(ConcurrentDictionary<string, int> running, ConcurrentBag<int> overlaps, Func<Task> turn) => async (_, request) =>
    {
        overlaps.Add(running.AddOrUpdate(Actor(request), 1, (_, count) => count + 1));
        await turn();
        running.AddOrUpdate(Actor(request), 0, (_, count) => count - 1);
    };
}

using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using NetMl.Contracts.Federation;

namespace NetMl.Cli.Tests.Federation;

/// <summary>Answers that do not arrive: an agent goes on where it stood.</summary>
public sealed class LostAnswerTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Join_AnswersAreLostWhileARoundBegins_BeginsItAgain(bool isSecure)
    {
        await using var setting = await FederationSetting.StartAsync(FederationSetting.Plan with { Rounds = 1, Security = new SecurityPlan(isSecure) });
        var broken = new ConcurrentDictionary<string, bool>();
        setting.Federation.Fault = context => IsOf(context, "/keys", "/vectors/") && broken.TryAdd($"{context.Request.Path}", true) ? Break(context) : null;

        var agents = await setting.JoinAllAsync();

        Assert.All(agents, agent => Assert.True(agent.ExitCode == 0, agent.Error));
        Assert.True(broken.Count >= 3, string.Join(' ', broken.Keys));
        Assert.All(setting.Federation.Status.Sites, site => Assert.Equal((4, 0), (site.Completed, site.Dropped)));
    }

    [Fact]
    public async Task Join_TheAnswerToADeclineIsLost_TakesPartInTheNextAttempt()
    {
        await using var setting = await FederationSetting.StartAsync(FederationSetting.Plan with { Rounds = 1, Deadlines = new DeadlinePlan(StepSeconds: 2, PresenceSeconds: 100) });
        var (refused, broken) = (0, 0);
        setting.Federation.Fault = context => !IsOf(context, "/sites/cedar/") ? null
            : IsOf(context, "/inbox") && Interlocked.Increment(ref refused) == 1 ? Results.Problem("Not now.", statusCode: 409)
            : IsOf(context, "/messages") && refused == 1 && Interlocked.Increment(ref broken) == 1 ? Break(context)
            : null;

        var agents = await setting.JoinAllAsync();

        Assert.All(agents, agent => Assert.True(agent.ExitCode == 0, agent.Error));
        Assert.Contains(setting.AuditOf("cedar"), fields => fields[2] == "decline (refused)");
    }

    private static bool IsOf(HttpContext context, params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts)
            if (context.Request.Path.Value?.Contains(part, StringComparison.Ordinal) == true)
                return true;
        return false;
    }

    private static IResult Break(HttpContext context)
    {
        context.Abort();
        return Results.Empty;
    }
}

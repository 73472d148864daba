using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NetMl.Gateway.Tests.Fixtures;
using NetMl.Tests;

namespace NetMl.Gateway.Tests.Forwarding;

public sealed class FailoverTests
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"inputs":[]}""");

    private static Task<Replica> StartAsync(string name, SemaphoreSlim? entered = null, Task? hold = null) => Replica.StartAsync(name, app =>
    {
        app.MapGet("/v2/models/m", () => name);
        app.MapPost("/v2/models/m/infer", async (HttpContext context) =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync();
            entered?.Release();
            if (hold is not null)
                await hold.WaitAsync(context.RequestAborted);
            await context.Response.WriteAsync($"{name} {body}");
        });
        app.MapPost("/v1/jobs", async (HttpContext context) =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            entered?.Release();
            await (hold ?? Task.CompletedTask).WaitAsync(context.RequestAborted);
        });
    });

    [Fact]
    public async Task Get_WhileAnInstanceIsKilled_NeverFails()
    {
        await using var one = await StartAsync("inference-1");
        await using var two = await StartAsync("inference-2");
        await using var gateway = new GatewayUnderTest(one, two);
        using var client = gateway.Client();
        var answered = 0;
        Task? killing = null;

        await Parallel.ForAsync(0, 600, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, cancellation) =>
        {
            using var response = await client.GetAsync("/v2/models/m", cancellation);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            if (Interlocked.Increment(ref answered) == 200)
                killing = one.KillAsync();
        });
        await killing!;

        Assert.Equal(600, answered);
        Assert.InRange(one.Requests, 1, 599);
    }

    [Fact]
    public async Task Post_ToInstanceThatRefusesConnections_GoesToTheOther()
    {
        await using var two = await StartAsync("inference-2");
        await using var gateway = new GatewayUnderTest(two)
            .With("services:inference-1:h2c:0", $"http://127.0.0.1:{FreePort.Next()}").With("Gateway:Forwarding:ProbeInterval", "00:10:00").With("Gateway:Forwarding:ReplayBytes", "0");
        using var client = gateway.Client();

        for (var call = 0; call < 20; call++)
        {
            using var response = await client.PostAsync("/v2/models/m/infer", new ByteArrayContent(Body));
            Assert.Equal("""inference-2 {"inputs":[]}""", await response.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task Computation_WhoseInstanceDiesMeanwhile_IsComputedByTheOther()
    {
        using var entered = new SemaphoreSlim(0);
        await using var one = await StartAsync("inference-1", entered, new TaskCompletionSource().Task);
        await using var gateway = new GatewayUnderTest(one);
        await using var two = await StartAsync("inference-2");
        gateway.With("Gateway:Clusters:inference:inference-2", two.Address).With("Gateway:Forwarding:ProbeInterval", "00:10:00");
        using var client = gateway.Client();
        var calls = Enumerable.Range(0, 20).Select(_ => client.PostAsync("/v2/models/m/infer", new ByteArrayContent(Body))).ToList();
        Assert.True(await entered.WaitAsync(TimeSpan.FromSeconds(10)));

        await one.KillAsync();

        foreach (var call in calls)
        {
            using var response = await call;
            Assert.Equal("""inference-2 {"inputs":[]}""", await response.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task Post_ThatChangesSomething_IsNotSentAgainAndAnswers502()
    {
        using var entered = new SemaphoreSlim(0);
        await using var one = await StartAsync("training-coordinator", entered, new TaskCompletionSource().Task);
        await using var gateway = new GatewayUnderTest(one);
        using var client = gateway.Client();
        var call = client.PostAsync("/v1/jobs", new ByteArrayContent(Body));
        Assert.True(await entered.WaitAsync(TimeSpan.FromSeconds(10)));

        await one.KillAsync();

        using var response = await call;
        Assert.Contains("training-coordinator", await response.ProblemAsync(HttpStatusCode.BadGateway));
    }

    [Fact]
    public async Task Call_WhenEveryInstanceIsGone_Answers503WithRetryAfter()
    {
        await using var gateway = new GatewayUnderTest()
            .With("services:inference-1:h2c:0", $"http://127.0.0.1:{FreePort.Next()}").With("services:inference-2:h2c:0", $"http://127.0.0.1:{FreePort.Next()}");
        using var client = gateway.Client();

        using var response = await client.GetAsync("/v2/models/m");

        Assert.Contains("service inference", await response.InferenceErrorAsync(HttpStatusCode.ServiceUnavailable));
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Fact]
    public async Task Call_WithoutAnswerInTime_Answers504()
    {
        await using var one = await StartAsync("training-coordinator", hold: new TaskCompletionSource().Task);
        await using var gateway = new GatewayUnderTest(one).With("Gateway:Forwarding:Silence", "00:00:00.3");
        using var client = gateway.Client();

        using var response = await client.PostAsync("/v1/jobs", new ByteArrayContent(Body));

        Assert.Contains("training-coordinator", await response.ProblemAsync(HttpStatusCode.GatewayTimeout));
    }
}

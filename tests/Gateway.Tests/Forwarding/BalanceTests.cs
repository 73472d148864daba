using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NetMl.Gateway.Tests.Fixtures;

namespace NetMl.Gateway.Tests.Forwarding;

public sealed class BalanceTests
{
    private static Task<Replica> StartAsync(string name) => Replica.StartAsync(name, app => app.MapGet("/v2/models/m", () => name));

    [Fact]
    public async Task Forward_OverTwoInstances_BothGetAShare()
    {
        await using var one = await StartAsync("inference-1");
        await using var two = await StartAsync("inference-2");
        await using var gateway = new GatewayUnderTest(one, two);
        using var client = gateway.Client();

        await Parallel.ForAsync(0, 200, async (_, cancellation) => await client.GetStringAsync("/v2/models/m", cancellation));

        Assert.Equal(200, one.Requests + two.Requests);
        Assert.InRange(one.Requests, 40, 160);
    }

    [Fact]
    public async Task Forward_WhenProbesFail_LeavesTheIllInstanceOut()
    {
        await using var one = await StartAsync("inference-1");
        await using var two = await StartAsync("inference-2");
        await using var gateway = new GatewayUnderTest(one, two);
        using var client = gateway.Client();
        one.Health = 503;
        await two.Probes.WaitAsync();
        for (var probe = 0; probe < 5; probe++)
            Assert.True(await one.Probes.WaitAsync(TimeSpan.FromSeconds(10)));

        for (var call = 0; call < 50; call++)
            Assert.Equal("inference-2", await client.GetStringAsync("/v2/models/m"));

        Assert.Equal(0, one.Requests);
    }

    [Fact]
    public async Task Forward_AfterConfigurationChange_ReachesTheNewInstance()
    {
        await using var one = await StartAsync("inference-1");
        await using var two = await StartAsync("inference-2");
        await using var gateway = new GatewayUnderTest(one);
        using var client = gateway.Client();
        Assert.Equal("inference-1", await client.GetStringAsync("/v2/models/m"));
        var configuration = (IConfigurationRoot)gateway.Services.GetRequiredService<IConfiguration>();

        configuration["services:inference-1:h2c:0"] = null;
        configuration["services:inference-2:h2c:0"] = two.Address;
        configuration.Reload();

        var answers = new List<string>();
        for (var call = 0; call < 100 && !answers.Contains("inference-2"); call++)
        {
            answers.Add(await client.GetStringAsync("/v2/models/m"));
            await one.Probes.WaitAsync(50);
        }
        Assert.Equal("inference-2", answers[^1]);
    }

    [Fact]
    public async Task Forward_ToServiceWithoutInstance_Answers503NamingIt()
    {
        await using var gateway = new GatewayUnderTest();
        using var client = gateway.Client();

        using var response = await client.GetAsync("/v1/jobs");

        Assert.Contains("training-coordinator", await response.ProblemAsync(HttpStatusCode.ServiceUnavailable));
        Assert.NotNull(response.Headers.RetryAfter);
    }
}

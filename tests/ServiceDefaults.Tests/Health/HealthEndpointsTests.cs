using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace NetMl.ServiceDefaults.Tests.Health;

public sealed class HealthEndpointsTests
{
    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task Get_Health_AnswersInEveryEnvironment(string environment)
    {
        await using var service = await Service.StartAsync(environment: environment);

        Assert.Equal("Healthy", await service.Http.GetStringAsync("/health"));
        Assert.Equal("Healthy", await service.Http.GetStringAsync("/alive"));
    }

    [Fact]
    public async Task Get_OneCheckFails_IsUnreadyButAlive()
    {
        await using var service = await Service.StartAsync(add: builder => builder.Services.AddHealthChecks().AddCheck("store", () => HealthCheckResult.Unhealthy()));

        using var health = await service.Http.GetAsync("/health");
        using var alive = await service.Http.GetAsync("/alive");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
    }

    [Fact]
    public async Task CheckHealth_ShutdownHasBegun_IsUnready()
    {
        await using var service = await Service.StartAsync();
        var checks = service.Services.GetRequiredService<HealthCheckService>();
        service.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        var report = await checks.CheckHealthAsync();

        Assert.Equal(HealthStatus.Unhealthy, report.Status);
    }

    [Fact]
    public async Task Stop_RequestUnderWay_IsAnswered()
    {
        var arrived = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        await using var service = await Service.StartAsync(map: app => app.MapGet("/slow", async () =>
        {
            arrived.SetResult();
            await release.Task;
            return "whole";
        }));

        var answer = service.Http.GetStringAsync("/slow");
        await arrived.Task;
        var stopped = service.StopAsync();
        release.SetResult();

        Assert.Equal("whole", await answer);
        await stopped;
    }
}

using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.Configuration;

namespace NetMl.AspireHosting.Tests.Testing;

/// <summary>The entry point of this very assembly, in its role as an AppHost, is what runs.</summary>
public sealed class DistributedApplicationTestingBuilderTests
{
    [Fact]
    public async Task Create_AppHost_RunsItsEntryPointWithFreePorts()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Program>(["apphost", "--Some:Key=given"]);
        var logs = builder.CaptureLogs();
        await using var app = await builder.BuildAsync();

        await app.StartAsync();
        await app.ResourceNotifications.WaitForResourceHealthyAsync("one");
        using var http = app.CreateHttpClient("one");
        var answer = await http.GetStringAsync("/health");
        var child = Samples.PidIn(await logs.WaitForAsync("one", "pid "));
        await app.StopAsync();

        Assert.Equal("Healthy", answer);
        Assert.Equal("given", builder.Configuration["Some:Key"]);
        Assert.NotEqual(39181, http.BaseAddress!.Port);
        Assert.False(Samples.IsAlive(child));
    }

    [Fact]
    public async Task Create_ResourceAddedByTheTest_RunsToo()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Program>(["apphost"]);
        var logs = builder.CaptureLogs();
        builder.AddSample("added", "exit", "0");
        await using var app = await builder.BuildAsync();

        await app.StartAsync();

        Assert.Equal("ending", await logs.WaitForAsync("added", "ending"));
    }

    [Fact]
    public async Task Create_EntryPointEndsWithoutApplication_Throws()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => DistributedApplicationTestingBuilder.CreateAsync<Program>(["unknown role"]));

        Assert.Contains("exit code 64", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetEndpoint_UnknownResource_ThrowsWithItsName()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Program>(["apphost"]);
        builder.CaptureLogs();
        await using var app = await builder.BuildAsync();
        await app.StartAsync();

        var failure = Assert.Throws<ArgumentException>(() => app.GetEndpoint("three"));

        Assert.Contains("'three'", failure.Message, StringComparison.Ordinal);
    }
}

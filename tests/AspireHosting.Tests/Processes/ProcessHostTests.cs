using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace NetMl.AspireHosting.Tests.Processes;

public sealed class ProcessHostTests
{
    private readonly IDistributedApplicationBuilder _builder = DistributedApplication.CreateBuilder();
    private readonly LogCapture _logs;

    public ProcessHostTests() => _logs = _builder.CaptureLogs();

    [Fact]
    public async Task Start_HttpEndpoint_ProcessListensThereAndBecomesHealthy()
    {
        var served = _builder.AddSample("served", "serve").WithHttpEndpoint(name: "http", env: "HTTP_PORT").WithHttpHealthCheck("/health", endpointName: "http");
        await using var app = _builder.Build();

        await app.StartAsync();
        await app.ResourceNotifications.WaitForResourceHealthyAsync("served");
        using var http = new HttpClient();
        var answer = await http.GetStringAsync(served.GetEndpoint("http").Url + "/health");
        await app.StopAsync();

        Assert.Equal("Healthy", answer);
    }

    [Fact]
    public async Task Start_References_GiveAddressesInBothForms()
    {
        var served = _builder.AddSample("served-1", "serve").WithHttpEndpoint(name: "h2c", env: "HTTP_PORT");
        _builder.AddSample("asks", "env").WithReference(served.GetEndpoint("h2c")).WithEnvironment("PLAIN", "text").WithEnvironment("ADDRESS", served.GetEndpoint("h2c"));
        await using var app = _builder.Build();

        await app.StartAsync();
        var url = await _logs.WaitForAsync("asks", "ADDRESS=http://127.0.0.1:");
        var discovery = await _logs.WaitForAsync("asks", "services__served-1__h2c__0=");
        var named = await _logs.WaitForAsync("asks", "SERVED_1_H2C=");
        await _logs.WaitForAsync("asks", "PLAIN=text");
        await app.StopAsync();

        var expected = url["ADDRESS=".Length..];
        Assert.Equal($"services__served-1__h2c__0={expected}", discovery);
        Assert.Equal($"SERVED_1_H2C={expected}", named);
    }

    [Fact]
    public async Task Start_ManyEndpoints_HaveDifferentPorts()
    {
        var endpoints = new List<EndpointReference>();
        for (var sample = 0; sample < 2; sample++)
        {
            var resource = _builder.AddSample($"sample-{sample}", "env");
            for (var i = 0; i < 300; i++)
                endpoints.Add(resource.WithHttpEndpoint(name: $"e{i}").GetEndpoint($"e{i}"));
        }
        await using var app = _builder.Build();

        await app.StartAsync();
        await app.StopAsync();

        Assert.Equal(endpoints.Count, endpoints.Select(endpoint => endpoint.Port).Distinct().Count());
    }

    [Fact]
    public async Task Start_FixedPortInUse_SentenceNamesItAndNothingRuns()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port;
        _builder.AddSample("first", "serve").WithHttpEndpoint(name: "http", env: "HTTP_PORT");
        _builder.AddSample("second", "serve").WithHttpEndpoint(port: port, name: "http", env: "HTTP_PORT");
        await using var app = _builder.Build();

        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(() => app.StartAsync());

        Assert.Contains($"Port {port}", failure.Message, StringComparison.Ordinal);
        Assert.Contains("'second'", failure.Message, StringComparison.Ordinal);
        Assert.Empty(_logs.Of("first"));
    }

    [Fact]
    public async Task Start_ProgramIsMissing_ResourceFailsToStartLoudly()
    {
        _builder.AddExecutable("absent", "no-such-program", ".");
        await using var app = _builder.Build();

        await app.StartAsync();
        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(() => app.ResourceNotifications.WaitForResourceHealthyAsync("absent"));
        var line = await _logs.WaitForAsync("ProcessHost", "'absent'", LogLevel.Error);
        await app.StopAsync();

        Assert.Contains("FailedToStart", failure.Message, StringComparison.Ordinal);
        Assert.Contains("no-such-program", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ProcessEndsByItself_IsReportedAndNotStartedAgain()
    {
        _builder.AddSample("ends", "exit", "3");
        await using var app = _builder.Build();

        await app.StartAsync();
        var line = await _logs.WaitForAsync("ProcessHost", "'ends'", LogLevel.Error);
        var seen = await app.ResourceNotifications.WaitForResourceAsync("ends", state => state.Snapshot.ExitCode is not null);
        await app.StopAsync();

        Assert.Contains("exit code 3", line, StringComparison.Ordinal);
        Assert.Equal(3, seen.Snapshot.ExitCode);
        Assert.Single(_logs.Of("ends"), "ending");
    }

    [Fact]
    public async Task WaitForCompletion_OtherSucceeds_StartsAfterwards()
    {
        var first = _builder.AddSample("first", "exit", "0");
        _builder.AddSample("then", "exit", "0").WaitForCompletion(first);
        await using var app = _builder.Build();

        await app.StartAsync();
        await _logs.WaitForAsync("then", "ending");
        app.ResourceNotifications.TryGetCurrentState("first", out var seen);
        await app.StopAsync();

        Assert.Equal(KnownResourceStates.Finished, seen?.Snapshot.State?.Text);
    }

    [Fact]
    public async Task WaitFor_OtherEndsFirst_FailsToStartAndSaysWhy()
    {
        var first = _builder.AddSample("first", "exit", "3").WithHttpEndpoint(name: "http").WithHttpHealthCheck("/");
        _builder.AddSample("then", "serve").WaitFor(first);
        await using var app = _builder.Build();

        await app.StartAsync();
        var line = await _logs.WaitForAsync("ProcessHost", "'then' did not start", LogLevel.Error);
        await app.StopAsync();

        Assert.Contains("'first'", line, StringComparison.Ordinal);
        Assert.Empty(_logs.Of("then"));
    }

    [Fact]
    public async Task Stop_RunningProcesses_AllEnd()
    {
        _builder.AddSample("one", "serve").WithHttpEndpoint(name: "http", env: "HTTP_PORT");
        _builder.AddSample("two", "serve").WithHttpEndpoint(name: "http", env: "HTTP_PORT");
        await using var app = _builder.Build();
        await app.StartAsync();
        var one = Samples.PidIn(await _logs.WaitForAsync("one", "pid "));
        var two = Samples.PidIn(await _logs.WaitForAsync("two", "pid "));

        await app.StopAsync();

        Assert.False(Samples.IsAlive(one));
        Assert.False(Samples.IsAlive(two));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task Stop_ProcessIgnoresSigterm_IsKilledAfterTheGrace()
    {
        _builder.AddSample("stubborn", "stubborn");
        await using var app = _builder.Build();
        await app.StartAsync();
        var stubborn = Samples.PidIn(await _logs.WaitForAsync("stubborn", "pid "));

        await app.StopAsync();

        Assert.False(Samples.IsAlive(stubborn));
    }

    [Fact]
    public async Task Start_TwoAppsAtOnceWithRandomPorts_DoNotClash()
    {
        await using var one = Randomized().Build();
        await using var two = Randomized().Build();

        await Task.WhenAll(one.StartAsync(), two.StartAsync());
        await Task.WhenAll(one.ResourceNotifications.WaitForResourceHealthyAsync("served"), two.ResourceNotifications.WaitForResourceHealthyAsync("served"));
        await Task.WhenAll(one.StopAsync(), two.StopAsync());

        static IDistributedApplicationBuilder Randomized()
        {
            var builder = DistributedApplication.CreateBuilder(["--DcpPublisher:RandomizePorts=true"]);
            builder.CaptureLogs();
            builder.AddSample("served", "serve").WithHttpEndpoint(port: 39180, name: "http", env: "HTTP_PORT").WithHttpHealthCheck("/health");
            return builder;
        }
    }
}

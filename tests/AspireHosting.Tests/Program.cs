using System.Collections;
using System.Globalization;
using System.Runtime.InteropServices;
using Aspire.Hosting;
using Microsoft.AspNetCore.Builder;
using NetMl.AspireHosting.Tests;

// The small processes that the tests start; the test runner does not come here.
switch (args)
{
    case ["serve"]:
        Console.WriteLine($"pid {Environment.ProcessId}");
        var web = WebApplication.CreateSlimBuilder().Build();
        web.Urls.Add($"http://127.0.0.1:{Environment.GetEnvironmentVariable("HTTP_PORT")}");
        web.MapGet("/health", () => "Healthy");
        await web.RunAsync();
        return 0;
    case ["env"]:
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
            Console.WriteLine($"{variable.Key}={variable.Value}");
        await Task.Delay(Timeout.Infinite);
        return 0;
    case ["exit", var code]:
        Console.WriteLine("ending");
        return int.Parse(code, CultureInfo.InvariantCulture);
    case ["stubborn"]:
        using (PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => signal.Cancel = true))
        {
            Console.WriteLine($"pid {Environment.ProcessId}");
            await Task.Delay(Timeout.Infinite);
        }
        return 0;
    case ["apphost", ..]:
        var builder = DistributedApplication.CreateBuilder(args[1..]);
        builder.AddSample("one", "serve").WithHttpEndpoint(port: 39181, name: "http", env: "HTTP_PORT").WithHttpHealthCheck("/health");
        builder.AddSample("number-two", "serve").WithHttpEndpoint(name: "http", env: "HTTP_PORT").WithHttpHealthCheck("/health");
        await builder.Build().RunAsync();
        return 7;
    default:
        return 64;
}

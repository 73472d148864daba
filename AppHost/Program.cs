using Aspire.Hosting;
using NetMl.AppHost;
using NetMl.AppHost.Running;
using NetMl.AppHost.Settings;

return await Failures.AsOneSentenceAsync(async () =>
{
    var command = CommandLine.Parse(args);
    if (command.WantsHelp)
        return Help.Print();
    if (command.IsDemo && await Netml.CheckDemoAsync(command.DemoArgs) is not 0 and var refused)
        return refused;

    var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = command.HostArgs, DisableDashboard = true, EnableResourceLogging = true });
    using var settings = AppHostSettings.Read(builder.Configuration, command);
    builder.AddDashboard(settings);
    var topology = builder.AddTopology(settings);
    var outcome = builder.AddStartUp(topology, settings, command);

    await builder.Build().RunAsync();
    return outcome.ExitCode;
});

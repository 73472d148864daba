using DaprLocal.Apps;
using DaprLocal.Components;
using DaprLocal.Hub;
using DaprLocal.Store;

namespace DaprLocal;

/// <summary>A sidecar process: it serves its state file, or, while another process does, passes its apps' requests on to that one.</summary>
public static class Sidecar
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Runs until a signal, the shutdown call or the end of a started app; returns the exit code.</summary>
    public static async Task<int> RunAsync(SidecarOptions options, CancellationToken cancellationToken)
    {
        using var children = new ChildProcesses();
        while (true)
        {
            await using var role = await StartAsync(options, cancellationToken);
            options = options with { Apps = [.. options.Apps.Zip(role.HttpPorts, (app, port) => app with { HttpPort = port })] };
            children.Start(options.Apps);
            await using (children.Ended.Register(role.Stop))
                await role.WaitAsync(cancellationToken);
            if (!role.LostHub)
                return children.ExitCode;
        }
    }

    /// <summary>Takes the role that is free: hub of the state file, or member of the hub that is there.</summary>
    public static async Task<ISidecarRole> StartAsync(SidecarOptions options, CancellationToken cancellationToken)
    {
        options = options with { Apps = [.. options.Apps.Select(app => app with { ApiToken = app.ApiToken ?? options.ApiToken, AppToken = app.AppToken ?? options.AppToken })] };
        var resources = ResourceFiles.Load(options.Apps.SelectMany(app => app.ResourcesPaths));
        var stateFile = SystemStore.PathOf(resources.Components);
        var clock = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                if (stateFile is null)
                    return await HubHost.StartAsync(options, resources, null, null, cancellationToken);
                if (HubLock.TryAcquire(stateFile) is { } hubLock)
                    return await HubHost.StartAsync(options, resources, stateFile, hubLock, cancellationToken);
                if (await MemberHost.TryStartAsync(options, resources.Components, stateFile, cancellationToken) is { } member)
                    return member;
            }
            catch (IOException e)
            {
                throw new UsageException($"The sidecar cannot listen: {e.Message} Choose another --dapr-http-port or stop what uses it.", e);
            }
            if (TimeProvider.System.GetElapsedTime(clock) > Patience)
                throw new UsageException($"The state file '{stateFile}' is in use by another process that does not answer: stop it, or give another connectionString.");
            await Task.Delay(RetryPause, cancellationToken);
        }
    }
}

using System.Globalization;
using System.Net;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using NetMl.AppHost.Running;

namespace NetMl.AppHost.Settings;

/// <summary>Everything that can be configured, checked before anything starts. Holds the data directory's lock.</summary>
sealed class AppHostSettings : IDisposable
{
    private const int DefaultPort = 8080;
    private const int DefaultStartupSeconds = 300;

    private readonly DataDirectory _data;

    private AppHostSettings(DataDirectory data) => _data = data;

    /// <summary>The gateway's port; null lets the host choose (tests).</summary>
    public int? GatewayPort { get; private init; }

    /// <summary>Where it speaks HTTP/2 without TLS: the port after <see cref="GatewayPort"/>, so that sites of a federation find it again after a restart; null, when that is taken, lets the host choose.</summary>
    public int? GatewayHttp2Port => GatewayPort is { } port and < IPEndPoint.MaxPort && LocalPorts.IsFree(port + 1) ? port + 1 : null;

    public required string DaprResourcesPath { get; init; }

    public required string GatewayFile { get; init; }

    public required TimeSpan StartupTimeout { get; init; }

    public required bool Dashboard { get; init; }

    /// <summary>What was said on the command line for services: environment variables of all of them.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> ServiceSettings { get; init; }

    public string DataDirectory => _data.Path;

    public string LogFile => _data.LogFile;

    /// <summary>Saves the log of a demo that fails.</summary>
    /// <returns>Where it will be.</returns>
    public string KeepLog() => _data.KeepLog();

    /// <exception cref="UserError">A setting is wrong, the port is in use, or the data directory cannot be used.</exception>
    public static AppHostSettings Read(IConfiguration configuration, CommandLine command)
    {
        var port = Port(configuration);
        var resources = Path.GetFullPath(configuration["Dapr:ResourcesPath"] ?? BuiltIn("DaprResourcesPath"));
        if (!Directory.Exists(resources))
            throw new UserError($"The folder of Dapr components {resources} does not exist: correct Dapr:ResourcesPath.");
        var seconds = Number(configuration, "Startup:TimeoutSeconds", DefaultStartupSeconds, 1, 3600);
        return new AppHostSettings(Settings.DataDirectory.Open(configuration["Data:Directory"], command.IsDemo))
        {
            GatewayPort = port,
            DaprResourcesPath = resources,
            GatewayFile = Path.GetFullPath(configuration["Gateway:File"] ?? configuration["NETML_GATEWAY_FILE"] ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".netml", "gateway.json")),
            StartupTimeout = TimeSpan.FromSeconds(seconds),
            Dashboard = configuration.GetValue<bool>("Dashboard:Enabled"),
            ServiceSettings = [.. command.ServiceSettings],
        };
    }

    /// <summary>A fact that the build wrote into this assembly.</summary>
    internal static string BuiltIn(string key) =>
        typeof(AppHostSettings).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == key).Value!;

    public void Dispose() => _data.Dispose();

    private static int? Port(IConfiguration configuration)
    {
        var port = Number(configuration, "Gateway:Port", DefaultPort, 0, IPEndPoint.MaxPort);
        if (port == 0 || configuration.GetValue<bool>("DcpPublisher:RandomizePorts"))
            return null;
        LocalPorts.RequireFree(port, $"Port {port}, where the gateway should listen, is in use: stop the program that holds it, or choose another with --port.");
        return port;
    }

    private static int Number(IConfiguration configuration, string key, int missing, int least, int most)
    {
        if (configuration[key] is not { Length: > 0 } text)
            return missing;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new UserError($"The setting {key} is '{text}', but must be a whole number from {least} to {most}.", UserError.Usage);
    }
}

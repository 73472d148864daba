using Aspire.Hosting;
using NetMl.AppHost.Running;
using NetMl.AppHost.Settings;

namespace NetMl.AppHost;

/// <summary>The real Aspire dashboard, stand-alone, fed over OTLP.</summary>
static class DashboardExtensions
{
    private const string Command = "aspire";

    /// <summary>Where Aspire looks for the collector that it names to its projects.</summary>
    private const string OtlpEndpointKey = "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL";

    /// <summary>Configuration key with the address of the dashboard's pages.</summary>
    public const string UrlKey = "Dashboard:Url";

    /// <exception cref="UserError">The aspire command is missing.</exception>
    public static void AddDashboard(this IDistributedApplicationBuilder builder, AppHostSettings settings)
    {
        if (!settings.Dashboard)
            return;
        if (!IsOnPath(Command))
            throw new UserError("--dashboard needs the aspire command on the PATH: npm install -g @microsoft/aspire-cli-linux-x64, or start without --dashboard.");
        var frontend = LocalPorts.Free();
        var (url, grpc, http) = (Local(frontend), Local(LocalPorts.Free()), Local(LocalPorts.Free()));
        builder.Configuration[OtlpEndpointKey] = grpc;
        builder.Configuration[UrlKey] = url;
        builder.AddExecutable("dashboard", Command, builder.AppHostDirectory,
                "dashboard", "run", "--frontend-url", url, "--otlp-grpc-url", grpc, "--otlp-http-url", http, "--allow-anonymous", "--non-interactive", "--nologo")
            .WithHttpEndpoint(port: frontend, targetPort: frontend, name: "http", isProxied: false)
            .WithHttpHealthCheck("/health", endpointName: "http")
            .WithEnvironment("ASPIRE_CLI_TELEMETRY_OPTOUT", "true")
            .WithEnvironment("NO_COLOR", "1");
    }

    private static string Local(int port) => $"http://127.0.0.1:{port}";

    private static bool IsOnPath(string command) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, command)) || File.Exists(Path.Combine(folder, command + ".exe")));
}

using System.Globalization;
using DaprLocal.CommandLine;
using DaprLocal.Components;
using YamlDotNet.RepresentationModel;

namespace DaprLocal.Apps;

/// <summary>Reads Dapr's multi-app run template (dapr run -f): version, common, apps.</summary>
public static class RunFile
{
    public static IReadOnlyList<AppOptions> Load(string file)
    {
        if (Directory.Exists(file))
            file = Path.Combine(file, "dapr.yaml");
        if (!File.Exists(file))
            throw new UsageException($"The run file '{file}' does not exist: give a file in Dapr's multi-app run format.");
        var folder = Path.GetDirectoryName(Path.GetFullPath(file)) ?? "/";
        var root = Yaml.Documents(file).FirstOrDefault() ?? throw new UsageException($"The run file '{file}' is empty: it needs version, common and apps.");
        if (root.Text("version") is not "1")
            throw new UsageException($"The run file '{file}' has version '{root.Text("version")}': dapr-local reads version 1.");
        var common = root.Map("common") ?? new YamlMappingNode();
        var apps = root.Maps("apps").Select((app, index) => Read(app, common, folder, file, index)).ToList();
        return apps.Count > 0 ? apps : throw new UsageException($"The run file '{file}' names no apps: list them under 'apps'.");
    }

    private static AppOptions Read(YamlMappingNode app, YamlMappingNode common, string folder, string file, int index)
    {
        string? Text(string key) => app.Text(key) ?? common.Text(key);
        int Number(string key, int missing) => Text(key) is not { } text ? missing
            : int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value
            : throw new UsageException($"The run file '{file}' has {key} = '{text}', which is not a whole number.");

        var directory = app.Text("appDirPath") is { } path ? Path.GetFullPath(path, folder) : folder;
        var resources = app.Texts("resourcesPaths") is { Count: > 0 } own ? own
            : app.Texts("resourcesPath") is { Count: > 0 } one ? one
            : common.Texts("resourcesPaths") is { Count: > 0 } shared ? shared : common.Texts("resourcesPath");
        var environment = new Dictionary<string, string>(common.Pairs("env"));
        foreach (var (key, value) in app.Pairs("env"))
            environment[key] = value;
        var defaults = new AppOptions { AppId = "" };
        return new AppOptions
        {
            AppId = app.Text("appID") is { Length: > 0 } id ? id : app.Text("appDirPath") is not null ? Path.GetFileName(directory)
                : throw new UsageException($"App number {index + 1} of the run file '{file}' has no appID: give it one."),
            AppPort = Math.Max(0, Number("appPort", 0)),
            HttpPort = Math.Max(0, Number("daprHTTPPort", 0)),
            AppChannelAddress = Text("appChannelAddress") ?? defaults.AppChannelAddress,
            AppProtocol = Text("appProtocol") ?? defaults.AppProtocol,
            ResourcesPaths = [.. resources.Select(resource => Path.GetFullPath(resource, folder))],
            MaxBodyBytes = ByteQuantity.Parse(Text("maxBodySize") ?? Text("daprMaxBodySize") ?? "4Mi", $"maxBodySize in '{file}'"),
            ReadBufferBytes = ByteQuantity.Parse(Text("readBufferSize") ?? Text("daprReadBufferSize") ?? "4Ki", $"readBufferSize in '{file}'"),
            HealthCheck = Text("enableAppHealthCheck") is "true",
            HealthCheckPath = Text("appHealthCheckPath") ?? defaults.HealthCheckPath,
            HealthCheckInterval = TimeSpan.FromSeconds(Number("appHealthProbeInterval", 5)),
            HealthCheckTimeout = TimeSpan.FromMilliseconds(Number("appHealthProbeTimeout", 500)),
            HealthCheckThreshold = Number("appHealthThreshold", 3),
            MaxConcurrency = Number("appMaxConcurrency", -1),
            ApiToken = environment.GetValueOrDefault("DAPR_API_TOKEN"),
            AppToken = environment.GetValueOrDefault("APP_API_TOKEN"),
            LogLevel = Text("logLevel") ?? defaults.LogLevel,
            LogApiCalls = Text("enableApiLogging") is "true",
            Command = app.Texts("command"),
            Environment = environment,
            WorkingDirectory = directory,
        };
    }
}

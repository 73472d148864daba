using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using CommunityToolkit.Aspire.Hosting.Dapr;
using YamlDotNet.RepresentationModel;

namespace NetMl.AspireHosting.Tests.Dapr;

/// <summary>A shell script plays the sidecar program: it prints the run file and what tokens it was given.</summary>
public sealed class SidecarHostTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sidecar-host-");

    public void Dispose() => _folder.Delete(recursive: true);

    [SkippableFact]
    public async Task Start_ThreeSidecars_OneProcessWithOneRunFile()
    {
        Skip.If(OperatingSystem.IsWindows(), "the sidecar is a shell script");
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions());
        var logs = builder.CaptureLogs();
        builder.AddDapr(options => options.DaprPath = Script());
        var store = builder.AddDaprStateStore("store", new DaprComponentOptions { LocalPath = Path.Combine(_folder.FullName, "components", "store.yaml") });
        foreach (var name in (string[])["worker-1", "worker-2"])
            AddApp(builder, name, sidecar => sidecar.WithOptions(new DaprSidecarOptions { AppId = "worker", DaprMaxBodySize = "64Mi" }).WithReference(store), own: name);
        AddApp(builder, "door", _ => { }, own: "door");
        await using var app = builder.Build();

        await app.StartAsync();
        await logs.WaitForAsync("dapr", "end of file");
        var port = await logs.WaitForAsync("worker-2", "DAPR_HTTP_PORT=");
        var listens = await logs.WaitForAsync("worker-2", "own port ");
        await app.StopAsync();

        var file = logs.Of("dapr").TakeWhile(line => line != "end of file").ToList();
        var apps = Apps(file);
        Assert.Equal(["worker", "worker", "door"], apps.Select(entry => Text(entry, "appID")));
        Assert.Equal("64Mi", Text(apps[1], "daprMaxBodySize"));
        Assert.Equal(port, $"DAPR_HTTP_PORT={Text(apps[1], "daprHTTPPort")}");
        Assert.Equal(listens, $"own port {Text(apps[1], "appPort")}");
        Assert.Equal([Path.Combine(_folder.FullName, "components")], ((YamlSequenceNode)apps[1]["resourcesPaths"]).Select(node => node.ToString()));
        Assert.Equal("worker-2", ((YamlMappingNode)apps[1]["env"])["OWN"].ToString());
        Assert.DoesNotContain(file, line => line.Contains("shared-secret", StringComparison.Ordinal));
        Assert.Contains("token shared-secret", logs.Of("dapr"));
    }

    [Fact]
    public async Task Start_SidecarProgramIsMissing_SentenceNamesIt()
    {
        var builder = DistributedApplication.CreateBuilder();
        builder.CaptureLogs();
        builder.AddDapr(options => options.DaprPath = "/no/such/dapr");
        AddApp(builder, "door", _ => { }, own: "door");
        await using var app = builder.Build();

        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(() => app.StartAsync());

        Assert.Contains("/no/such/dapr", failure.Message, StringComparison.Ordinal);
    }

    private static void AddApp(IDistributedApplicationBuilder builder, string name, Action<IResourceBuilder<IDaprSidecarResource>> configure, string own)
    {
        var app = builder.AddExecutable(name, "/bin/sh", ".", "-c", "echo DAPR_HTTP_PORT=$DAPR_HTTP_PORT; echo own port $HTTP_PORT; exec sleep 600");
        app.WithHttpEndpoint(name: "http", env: "HTTP_PORT").WithDaprSidecar(sidecar =>
        {
            configure(sidecar);
            sidecar.WithAnnotation(new EnvironmentCallbackAnnotation(context =>
            {
                context.EnvironmentVariables["DAPR_API_TOKEN"] = "shared-secret";
                context.EnvironmentVariables["OWN"] = own;
            }));
        });
    }

    private string Script()
    {
        var path = Path.Combine(_folder.FullName, "dapr");
        File.WriteAllText(path, "#!/bin/sh\n[ \"$1 $2\" = 'run --run-file' ] || exit 9\ncat \"$3\"\necho end of file\necho token $DAPR_API_TOKEN\nexec sleep 600\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    private static List<YamlMappingNode> Apps(IEnumerable<string> lines)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(string.Join('\n', lines)));
        return [.. ((YamlSequenceNode)stream.Documents[0].RootNode["apps"]).Cast<YamlMappingNode>()];
    }

    private static string Text(YamlMappingNode entry, string key) => Convert.ToString(entry[key], CultureInfo.InvariantCulture)!;
}

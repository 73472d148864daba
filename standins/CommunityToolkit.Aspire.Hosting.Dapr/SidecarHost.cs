using System.Net.Sockets;
using System.Reflection;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Processes;

namespace CommunityToolkit.Aspire.Hosting.Dapr;

/// <summary>
/// One process for all sidecars: the real toolkit starts one <c>dapr run</c> for each, this one starts a single
/// <c>run --run-file FILE</c> with a file in Dapr's multi-app format.
/// </summary>
sealed class SidecarHost : IDisposable
{
    private const string ResourceName = "dapr";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dapr-run-");

    public void AddTo(DistributedApplicationModel model, string appHostDirectory, DaprOptions options)
    {
        var program = options.DaprPath is { } path ? Path.GetFullPath(Path.Combine(appHostDirectory, path)) : DaprLocalAssembly;
        if (!File.Exists(program))
            throw new DistributedApplicationException($"The sidecar program {program} is missing: build standins/dapr-local, or give another with AddDapr(options => options.DaprPath = …).");
        var isAssembly = Path.GetExtension(program) == ".dll";
        var host = new ExecutableResource(ResourceName, isAssembly ? LaunchPlan.DotnetPath : program, appHostDirectory);

        List<Sidecar> sidecars = [];
        foreach (var application in model.Resources.ToList())
            if (application.TryGetLastAnnotation<DaprSidecarAnnotation>(out var annotation))
                sidecars.Add(Add(host, application, annotation.Sidecar, appHostDirectory));
        if (sidecars.Count == 0)
            return;

        host.Annotations.Add(new StopsLastAnnotation());
        host.Annotations.Add(new HttpHealth(sidecars[0].Http, "/v1.0/healthz/outbound", 204));
        foreach (var wait in sidecars.SelectMany(sidecar => sidecar.Waits).DistinctBy(wait => (wait.Resource, wait.WaitType)))
            host.Annotations.Add(wait);
        var file = new RunFile(Path.Combine(_folder.FullName, "dapr.yaml"), sidecars);
        host.Annotations.Add(new EnvironmentCallbackAnnotation(file.AddSharedEnvironmentAsync));
        host.Annotations.Add(new CommandLineArgsCallbackAnnotation(async context =>
        {
            if (isAssembly)
                context.Args.Add("exec");
            if (isAssembly)
                context.Args.Add(program);
            foreach (var word in (string[])["run", "--run-file", await file.WriteAsync(context.CancellationToken)])
                context.Args.Add(word);
        }));
        model.Resources.Add(host);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string DaprLocalAssembly { get; } =
        Path.GetFullPath(typeof(SidecarHost).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "DaprLocalAssembly").Value!);

    private static Sidecar Add(ExecutableResource host, IResource application, IDaprSidecarResource sidecar, string appHostDirectory)
    {
        var options = sidecar.Annotations.OfType<DaprSidecarOptionsAnnotation>().LastOrDefault()?.Options ?? new DaprSidecarOptions();
        var http = AddEndpoint(host, $"{application.Name}-http", options.DaprHttpPort);
        var grpc = AddEndpoint(host, $"{application.Name}-grpc", options.DaprGrpcPort);
        application.Annotations.Add(new EnvironmentCallbackAnnotation(context =>
        {
            context.EnvironmentVariables.TryAdd("DAPR_HTTP_PORT", http.Property(EndpointProperty.Port));
            context.EnvironmentVariables.TryAdd("DAPR_GRPC_PORT", grpc.Property(EndpointProperty.Port));
            context.EnvironmentVariables.TryAdd("DAPR_HTTP_ENDPOINT", http);
            context.EnvironmentVariables.TryAdd("DAPR_GRPC_ENDPOINT", grpc);
        }));
        return new Sidecar(application, sidecar, options, http, grpc, appHostDirectory);
    }

    private static EndpointReference AddEndpoint(ExecutableResource host, string name, int? port)
    {
        var endpoint = new EndpointAnnotation(ProtocolType.Tcp, uriScheme: "http", name: name, port: port);
        host.Annotations.Add(endpoint);
        return new EndpointReference(host, endpoint);
    }
}

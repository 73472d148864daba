using System.Reflection;
using NetMl.Inference.Models;

namespace NetMl.Inference.Protocol;

/// <summary>GET /v2, /v2/health/live, /v2/health/ready.</summary>
internal static class ServerEndpoints
{
    private static readonly ServerMetadata Server = new(
        "netml-inference", typeof(ServerEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "1", ["model_repository"]);

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/", () => TypedResults.Json(Server, ProtocolJson.Default.ServerMetadata))
            .WithName("ServerMetadata").WithSummary("The server's name, version and extensions.").Produces<ServerMetadata>();
        app.MapGet("/health/live", () => TypedResults.Json(new ServerLive(true), ProtocolJson.Default.ServerLive))
            .WithName("ServerLive").WithSummary("Whether the server answers.").Produces<ServerLive>();
        app.MapGet("/health/ready", Ready)
            .WithName("ServerReady").WithSummary("Whether the models have been looked up.").Produces<ServerReady>().Produces<ServerReady>(StatusCodes.Status503ServiceUnavailable);
    }

    private static IResult Ready(ModelCatalog catalog)
    {
        var ready = catalog.State.Registry is not null;
        return TypedResults.Json(new ServerReady(ready), ProtocolJson.Default.ServerReady, statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}

using NetMl.GraphFeature.Communities;
using NetMl.GraphFeature.Edges;
using NetMl.GraphFeature.FeatureExport;
using NetMl.GraphFeature.Paths;

namespace NetMl.GraphFeature.Hosts;

/// <summary>Registers what the routes need and maps the questions about hosts and what lies between them.</summary>
internal static class HostServices
{
    public static void AddHosts(this IHostApplicationBuilder builder) => builder.Services.AddSingleton<FeatureTables>();

    public static void MapHosts(this IEndpointRouteBuilder routes)
    {
        routes.MapListHosts();
        routes.MapGetHost();
        routes.MapGetEgoNetwork();
        routes.MapListEdges();
        routes.MapListCommunities();
        routes.MapGetCommunity();
        routes.MapListPaths();
        routes.MapExportFeatures();
    }
}

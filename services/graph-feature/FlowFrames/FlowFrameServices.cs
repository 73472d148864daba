namespace NetMl.GraphFeature.FlowFrames;

/// <summary>Registers reading flows back and maps its route.</summary>
internal static class FlowFrameServices
{
    public static void AddFlowFrames(this IHostApplicationBuilder builder) => builder.Services.AddSingleton<FlowReading>();

    public static void MapFlowFrames(this IEndpointRouteBuilder routes) => routes.MapGetFlows();
}

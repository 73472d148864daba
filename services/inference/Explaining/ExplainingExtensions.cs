using Dapr.Client;

using NetMl.Inference.Datasets;

namespace NetMl.Inference.Explaining;

internal static class ExplainingExtensions
{
    public static void AddExplaining(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<GraphFeatureClient>(services, services.GetRequiredService<DaprClient>()));
        builder.Services.AddSingleton<Reasons>();
        builder.Services.AddSingleton<NodeReasons>();
        builder.Services.AddSingleton<TreeReasons>();
        builder.Services.AddSingleton<ExplainItem>();
    }

    public static void MapExplaining(this IEndpointRouteBuilder app) => ExplainItem.Map(app);
}

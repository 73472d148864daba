using Dapr.Client;

namespace NetMl.Inference.Explaining;

internal static class ExplainingExtensions
{
    public static void AddExplaining(this IHostApplicationBuilder builder) =>
        builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<GraphFeatureClient>(services, services.GetRequiredService<DaprClient>()));
}

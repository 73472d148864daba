using Microsoft.Extensions.DependencyInjection.Extensions;

namespace NetMl.Inference.Models;

internal static class ModelExtensions
{
    public static void AddModels(this IHostApplicationBuilder builder)
    {
        builder.AddCheckedSettings<ModelOptions, ModelOptionsValidator>(ModelOptions.Section);
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddDaprClient();
        services.AddSingleton<InferenceMetrics>();
        services.AddSingleton<IModelStore, DaprModelStore>();
        services.AddSingleton<ArtifactReader>();
        services.AddSingleton<ModelCatalog>();
        services.AddSingleton<ModelLoader>();
        services.AddSingleton<RegistryReader>();
        services.AddSingleton<ModelDirectory>();
        services.AddSingleton<RegistryWatcher>();
        services.AddHostedService(provider => provider.GetRequiredService<RegistryWatcher>());
        services.AddHealthChecks().AddCheck<RegistryHealth>("model-registry");
    }
}

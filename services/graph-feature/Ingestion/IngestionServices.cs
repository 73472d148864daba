using System.Text.Json.Serialization;
using NetMl.Contracts;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Ingestion;

/// <summary>Registers what all features share: the sidecar, JSON, flows read back, memory and counts.</summary>
internal static class IngestionServices
{
    public static void AddIngestion(this IHostApplicationBuilder builder)
    {
        builder.Services.AddDaprClient();
        builder.Services.AddSingleton<StoredFlows>();
        builder.Services.AddSingleton<MemoryTrim>();
        builder.Services.AddSingleton<GraphFeatureMetrics>();
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, WireJson.Default);
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            json.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        });
    }
}

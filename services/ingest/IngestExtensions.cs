using NetMl.Contracts;
using NetMl.Ingest.Limits;
using NetMl.Ingest.Publishing;

namespace NetMl.Ingest;

internal static class IngestExtensions
{
    /// <summary>Settings, the way to the broker, and the limits on how much is read at once.</summary>
    public static void AddIngest(this IHostApplicationBuilder builder)
    {
        builder.AddCheckedSettings<IngestOptions, IngestOptionsValidator>(IngestOptions.Section);
        builder.Services.AddDaprClient();
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, WireJson.Default));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IngestMetrics>();
        builder.Services.AddSingleton<IngestSeats>();
        builder.Services.AddSingleton<FlowPublisher>();
    }
}

using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace NetMl.Inference.Capacity;

internal static class CapacityExtensions
{
    public static void AddCapacity(this IHostApplicationBuilder builder)
    {
        builder.AddCheckedSettings<CapacityOptions, CapacityOptionsValidator>(CapacityOptions.Section);
        builder.Services.AddSingleton<ComputeGate>();
        builder.Services.AddOptions<KestrelServerOptions>().Configure<IOptions<CapacityOptions>>((kestrel, capacity) => kestrel.Limits.MaxRequestBodySize = capacity.Value.MaxBodyBytes);
    }
}

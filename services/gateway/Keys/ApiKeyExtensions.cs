using Microsoft.Extensions.Options;

namespace NetMl.Gateway.Keys;

internal static class ApiKeyExtensions
{
    public static void AddApiKeys(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<ApiKeyOptions>().BindConfiguration(ApiKeyOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<ApiKeyOptions>, ApiKeyOptionsValidator>();
        builder.Services.AddSingleton<ApiKeyRing>();
        builder.Services.AddSingleton<GatewayMetrics>();
    }

    public static void UseApiKeys(this WebApplication app) => app.UseMiddleware<ApiKeyGate>();
}

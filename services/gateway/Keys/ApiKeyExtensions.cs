namespace NetMl.Gateway.Keys;

internal static class ApiKeyExtensions
{
    public static void AddApiKeys(this IHostApplicationBuilder builder)
    {
        builder.AddCheckedSettings<ApiKeyOptions, ApiKeyOptionsValidator>(ApiKeyOptions.Section);
        builder.AddCheckedSettings<SiteKeyOptions, SiteKeyOptionsValidator>(SiteKeyOptions.Section);
        builder.Services.AddSingleton<ApiKeyRing>();
        builder.Services.AddSingleton<GatewayMetrics>();
    }

    public static void UseApiKeys(this WebApplication app) => app.UseMiddleware<ApiKeyGate>();
}

using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace NetMl.Gateway.Limits;

internal static class LimitExtensions
{
    public static void AddLimits(this IHostApplicationBuilder builder)
    {
        builder.AddCheckedSettings<LimitOptions, LimitOptionsValidator>(LimitOptions.Section);
        builder.Services.AddSingleton<IConfigureOptions<KestrelServerOptions>, KestrelBodyLimit>();
        builder.Services.AddSingleton<StrangerLimiter>();
    }

    public static void UseLimits(this WebApplication app)
    {
        app.UseMiddleware<KeyLimiter>();
        app.UseMiddleware<BodyLimit>();
    }
}

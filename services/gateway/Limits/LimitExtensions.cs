using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace NetMl.Gateway.Limits;

internal static class LimitExtensions
{
    public static void AddLimits(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<LimitOptions>().BindConfiguration(LimitOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<LimitOptions>, LimitOptionsValidator>();
        builder.Services.AddSingleton<IConfigureOptions<KestrelServerOptions>, KestrelBodyLimit>();
        builder.Services.AddSingleton<StrangerLimiter>();
    }

    public static void UseLimits(this WebApplication app)
    {
        app.UseMiddleware<KeyLimiter>();
        app.UseMiddleware<BodyLimit>();
    }
}

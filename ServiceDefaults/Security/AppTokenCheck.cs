using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace NetMl.ServiceDefaults.Security;

/// <summary>
/// With APP_API_TOKEN set, answers 401 to every request whose <c>dapr-api-token</c> header is not that token: only the sidecar
/// and the gateway know it. Health stays open, since probes carry no token.
/// </summary>
sealed class AppTokenCheck(string token) : IStartupFilter
{
    private static readonly PathString[] Open = ["/health", "/alive", "/healthz"];

    private readonly byte[] _token = Encoding.UTF8.GetBytes(token);

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(CheckAsync);
        next(app);
    };

    private Task CheckAsync(HttpContext context, RequestDelegate next) =>
        IsOpen(context.Request.Path) || Shows(context.Request) ? next(context) : RefuseAsync(context);

    private static bool IsOpen(PathString path)
    {
        foreach (var open in Open)
            if (path.Equals(open, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }

    private bool Shows(HttpRequest request) =>
        request.Headers["dapr-api-token"] is [{ } shown] && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(shown), _token);

    private static async Task RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        var problem = new ProblemDetails { Detail = "This service takes calls from its sidecar and from the gateway only: the header dapr-api-token is missing or wrong." };
        var problems = context.RequestServices.GetRequiredService<IProblemDetailsService>();
        await problems.WriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = problem });
    }
}

static class AppTokenCheckExtensions
{
    public static void AddAppTokenCheck(this IHostApplicationBuilder builder)
    {
        if (builder.Configuration["APP_API_TOKEN"] is { Length: > 0 } token)
            builder.Services.AddSingleton<IStartupFilter>(new AppTokenCheck(token));
    }
}

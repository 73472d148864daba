using System.Security.Cryptography;
using System.Text;

namespace DaprLocal.Api;

/// <summary>The check of DAPR_API_TOKEN.</summary>
internal static class ApiToken
{
    public const string Header = "dapr-api-token";

    /// <param name="path">Path parts; healthz/outbound needs no token.</param>
    /// <param name="token">The token asked for; null = none.</param>
    public static bool IsAdmitted(HttpRequest request, IReadOnlyList<string> path, string? token) =>
        token is null || path is [_, "healthz", "outbound"] || Equal(request.Headers[Header].ToString(), token);

    public static Task RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync("invalid api token", context.RequestAborted);
    }

    /// <summary>Compares without telling by its time how much is right.</summary>
    public static bool Equal(string given, string token) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(token));
}

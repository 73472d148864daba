using System.Globalization;

namespace NetMl.Gateway.Problems;

/// <summary>Writes a failure: problem+json with one sentence, or <c>{"error": …}</c> under /v2 as the Open Inference Protocol asks.</summary>
internal static class GatewayProblem
{
    /// <param name="retryAfter">When the caller may try again; rounded up to whole seconds in Retry-After.</param>
    public static Task WriteAsync(HttpContext context, int status, string sentence, TimeSpan? retryAfter = null)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        if (retryAfter is { } wait)
            context.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        IResult answer = context.Request.Path.StartsWithSegments("/v2", StringComparison.Ordinal)
            ? TypedResults.Json(new InferenceError(sentence), GatewayJson.Default.InferenceError, statusCode: status)
            : TypedResults.Problem(sentence, statusCode: status);
        return answer.ExecuteAsync(context);
    }
}

/// <summary>The error body of the Open Inference Protocol.</summary>
internal sealed record InferenceError(string Error);

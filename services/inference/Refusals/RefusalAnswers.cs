using System.Globalization;
using NetMl.Inference.Protocol;

namespace NetMl.Inference.Refusals;

/// <summary>Answers refusals: problem+json, or <c>{"error": …}</c> under /v2, where every other failure takes that shape too.</summary>
internal static partial class RefusalAnswers
{
    public static void UseRefusals(this WebApplication app)
    {
        app.UseStatusCodePages(page => IsProtocol(page.HttpContext)
            ? WriteAsync(page.HttpContext, page.HttpContext.Response.StatusCode, StatusSentence(page.HttpContext), null)
            : page.Next(page.HttpContext));
        app.Use(GuardAsync);
    }

    private static async Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Refusal refusal) when (!context.Response.HasStarted)
        {
            await WriteAsync(context, refusal.Status, refusal.Message, refusal.RetryAfter);
        }
        catch (BadHttpRequestException bad) when (!context.Response.HasStarted && IsProtocol(context))
        {
            await WriteAsync(context, bad.StatusCode, bad.Message, null);
        }
        catch (Exception failure) when (!context.Response.HasStarted && IsProtocol(context) && !context.RequestAborted.IsCancellationRequested)
        {
            // The protocol's shape for what the exception handler outside would answer as problem+json.
            RequestFailed(context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(nameof(RefusalAnswers)), failure, context.Request.Path);
            await WriteAsync(context, StatusCodes.Status500InternalServerError, "The request failed inside the service; its log tells why.", null);
        }
    }

    private static Task WriteAsync(HttpContext context, int status, string sentence, TimeSpan? retryAfter)
    {
        context.Response.Clear();
        if (retryAfter is { } wait)
            context.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        IResult answer = IsProtocol(context)
            ? TypedResults.Json(new ProtocolError(sentence), ProtocolJson.Default.ProtocolError, statusCode: status)
            : TypedResults.Problem(sentence, statusCode: status);
        return answer.ExecuteAsync(context);
    }

    private static bool IsProtocol(HttpContext context) => context.Request.Path.StartsWithSegments("/v2", StringComparison.Ordinal);

    private static string StatusSentence(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => $"The protocol has no path {context.Request.Path}.",
        StatusCodes.Status405MethodNotAllowed => $"{context.Request.Path} does not take {context.Request.Method}; it takes {context.Response.Headers.Allow}.",
        var status => $"{context.Request.Method} {context.Request.Path} was refused with status {status}.",
    };
}

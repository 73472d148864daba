namespace NetMl.Gateway.Problems;

/// <summary>Gives each answer that would leave with a bare error status a body with one sentence.</summary>
internal static class ProblemSentences
{
    public static void UseProblemSentences(this WebApplication app) =>
        app.UseStatusCodePages(page => GatewayProblem.WriteAsync(page.HttpContext, page.HttpContext.Response.StatusCode, SentenceFor(page.HttpContext)));

    private static string SentenceFor(HttpContext context)
    {
        var request = context.Request;
        return context.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => $"The gateway has no route {request.Path}; GET /openapi/v1.json lists all of them.",
            StatusCodes.Status405MethodNotAllowed => $"{request.Path} does not take {request.Method}; it takes {context.Response.Headers.Allow}.",
            StatusCodes.Status413PayloadTooLarge => "The request body is larger than this gateway admits; send it in smaller parts.",
            var status when status >= 500 => $"The call to {request.Path} failed inside the system; the gateway's log has the reason.",
            var status => $"The request to {request.Path} was refused with status {status}.",
        };
    }
}

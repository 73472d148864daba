using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace NetMl.ServiceDefaults.Failures;

/// <summary>Fills in what a problem lacks: title, trace id, and the sentence that tells the caller what went wrong and where.</summary>
static class ProblemSentence
{
    /// <summary>What the framework says of a body that is absent, next to the names of .NET types.</summary>
    private static readonly string[] NoBody = ["was not provided from body", "no body was provided"];

    public static void Complete(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        var http = context.HttpContext;
        var status = problem.Status ??= http.Response.StatusCode;
        problem.Title ??= ReasonPhrases.GetReasonPhrase(status);
        problem.Detail ??= OfException(context.Exception ?? http.Features.Get<IExceptionHandlerFeature>()?.Error) ?? OfStatus(status, http.Request);
        problem.Extensions.TryAdd("traceId", Activity.Current?.TraceId.ToHexString() ?? http.TraceIdentifier);
    }

    private static string? OfException(Exception? exception) => exception switch
    {
        BadHttpRequestException { InnerException: JsonException json } => JsonSentence.Of(json),
        BadHttpRequestException bad when NoBody.Any(words => bad.Message.Contains(words, StringComparison.Ordinal)) => "The request has no body, or null: send the fields as JSON.",
        BadHttpRequestException bad => bad.Message,
        JsonException json => JsonSentence.Of(json),
        _ => null,
    };

    private static string OfStatus(int status, HttpRequest request)
    {
        var where = $"{request.Method} {request.Path}";
        return status switch
        {
            StatusCodes.Status404NotFound => $"There is nothing at {where}.",
            StatusCodes.Status405MethodNotAllowed => $"{request.Path} does not take {request.Method}.",
            StatusCodes.Status413PayloadTooLarge => $"The body of {where} is larger than this service takes.",
            StatusCodes.Status415UnsupportedMediaType => $"{where} does not take the content type '{request.ContentType}'.",
            >= 500 => $"{where} failed inside the service; its log tells why, under this trace id.",
            _ => $"{where} was refused: {ReasonPhrases.GetReasonPhrase(status)}.",
        };
    }
}

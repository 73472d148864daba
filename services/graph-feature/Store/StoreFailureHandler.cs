using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace NetMl.GraphFeature.Store;

/// <summary>
/// Answers with a sentence: 507 when the disk takes no more and 503 when the server is away (a broker keeps its message on both and tries again),
/// 404 when the data set was deleted meanwhile.
/// </summary>
internal sealed class StoreFailureHandler(IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (StatusOf(exception) is not { } status)
            return false;
        httpContext.Response.StatusCode = status;
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = new ProblemDetails { Status = status, Detail = exception.Message },
        });
    }

    /// <summary>Null = no failure of the store.</summary>
    public static int? StatusOf(Exception exception) => exception switch
    {
        StoreFullException => StatusCodes.Status507InsufficientStorage,
        StoreUnavailableException => StatusCodes.Status503ServiceUnavailable,
        DatasetDeletedException => StatusCodes.Status404NotFound,
        _ => null,
    };
}

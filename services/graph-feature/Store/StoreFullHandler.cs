using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace NetMl.GraphFeature.Store;

/// <summary>Answers 507 with a sentence when the disk takes no more; a broker keeps its message on that and tries again.</summary>
internal sealed class StoreFullHandler(IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not StoreFullException)
            return false;
        httpContext.Response.StatusCode = StatusCodes.Status507InsufficientStorage;
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = new ProblemDetails { Status = StatusCodes.Status507InsufficientStorage, Detail = exception.Message },
        });
    }
}

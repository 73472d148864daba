using NetMl.Contracts;

namespace NetMl.TrainingCoordinator.Federations.Sites;

/// <summary>Who calls, as the gateway has checked it.</summary>
/// <param name="KeyId">Which of the site's keys it was; the actor knows whether it still counts.</param>
sealed record SiteCaller(string Federation, string Site, string KeyId)
{
    // Parameters are bound before filters run: whoever is nobody is refused by the filter, with a reason.
    private static readonly SiteCaller Nobody = new("", "", "");

    public static ValueTask<SiteCaller?> BindAsync(HttpContext context) => ValueTask.FromResult<SiteCaller?>(Of(context) ?? Nobody);

    /// <summary>Lets a call through only when the gateway says that it comes from the very site in its path.</summary>
    public static async ValueTask<object?> CheckAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) => Of(context.HttpContext) is null
        ? TypedResults.Problem("This call takes the site's own key, through the gateway.", statusCode: StatusCodes.Status403Forbidden)
        : await next(context);

    private static SiteCaller? Of(HttpContext context) =>
        context.Request.RouteValues["federation"] is string federation && context.Request.RouteValues["site"] is string site
        && context.Request.Headers[WireHeaders.Site] is [{ } shown] && shown == $"{federation}/{site}"
        && context.Request.Headers[WireHeaders.SiteKeyId] is [{ Length: > 0 } keyId]
            ? new SiteCaller(federation, site, keyId)
            : null;
}

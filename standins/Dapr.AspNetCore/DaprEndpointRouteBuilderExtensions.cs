using Dapr;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

public static class DaprEndpointRouteBuilderExtensions
{
    /// <summary>GET /dapr/subscribe: the list of topics that the sidecar shall deliver, gathered from <c>WithTopic</c> and <c>[Topic]</c>.</summary>
    public static IEndpointConventionBuilder MapSubscribeHandler(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        return endpoints.MapGet("dapr/subscribe", (HttpContext context) =>
            context.Response.WriteAsync(SubscriptionList.ToJson(context.RequestServices.GetRequiredService<EndpointDataSource>())));
    }
}

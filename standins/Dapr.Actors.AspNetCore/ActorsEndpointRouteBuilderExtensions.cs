using System.Text.Json;
using Dapr.Actors;
using Dapr.Actors.Communication;
using Dapr.Actors.Runtime;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

public static class ActorsEndpointRouteBuilderExtensions
{
    /// <summary>Maps what the sidecar calls: /dapr/config, /actors/… and, unless the application has its own, /healthz.</summary>
    public static IEndpointConventionBuilder MapActorsHandlers(this IEndpointRouteBuilder endpoints)
    {
        var runtime = endpoints.ServiceProvider.GetService<ActorRuntime>() ?? throw new InvalidOperationException(
            "The ActorRuntime service is not registered with the dependency injection container. " +
            "Call AddActors() inside ConfigureServices() to register the actor runtime and actor types.");
        const string actor = "actors/{actorType}/{actorId}";
        var health = endpoints.MapHealthChecks("/healthz").WithMetadata(new AllowAnonymousAttribute());
        health.Add(endpoint => ((RouteEndpointBuilder)endpoint).Order = 100);
        return new AllEndpoints([
            endpoints.MapGet("dapr/config", (HttpContext context) => ConfigurationAsync(runtime, context)),
            endpoints.MapDelete(actor, (HttpContext context) => Manager(runtime, context).DeactivateAsync(Id(context))),
            endpoints.MapPut(actor + "/method/{name}", (HttpContext context) => InvokeAsync(runtime, context)),
            endpoints.MapPut(actor + "/method/remind/{name}", async (HttpContext context) =>
                await Manager(runtime, context).FireReminderAsync(Id(context), Name(context), await BodyAsync(context))),
            endpoints.MapPut(actor + "/method/timer/{name}", (HttpContext context) => FireTimerAsync(runtime, context)),
            health,
        ]);
    }

    private static async Task ConfigurationAsync(ActorRuntime runtime, HttpContext context)
    {
        context.Response.ContentType = "application/json";
        await using var writer = new Utf8JsonWriter(context.Response.BodyWriter);
        runtime.WriteConfiguration(writer);
    }

    private static async Task InvokeAsync(ActorRuntime runtime, HttpContext context)
    {
        var body = await BodyAsync(context);
        var answer = context.Request.Headers.TryGetValue(ActorSidecar.RequestHeader, out var header)
            ? await InvokeRemotingAsync(runtime, context, header, body)
            : await Manager(runtime, context).InvokeAsync(Id(context), Name(context), body, context.RequestAborted);
        await context.Response.Body.WriteAsync(answer, context.RequestAborted);
    }

    /// <summary>The protocol of typed calls answers 200 for an exception too, with the error header that tells the two apart.</summary>
    private static async Task<byte[]> InvokeRemotingAsync(ActorRuntime runtime, HttpContext context, string header, byte[] body)
    {
        try
        {
            return await Manager(runtime, context).InvokeRemotingAsync(Id(context), header, body, context.RequestAborted);
        }
        catch (Exception e)
        {
            context.Response.Headers[ActorSidecar.ErrorHeader] = IActorHeader.Write(ActorErrorHeader.Of(e));
            return ActorErrorBody.Write(e);
        }
    }

    private static async Task FireTimerAsync(ActorRuntime runtime, HttpContext context)
    {
        await Manager(runtime, context).FireTimerAsync(Id(context), Name(context), await BodyAsync(context));
        await context.Response.WriteAsJsonAsync(false, context.RequestAborted);
    }

    private static ActorManager Manager(ActorRuntime runtime, HttpContext context) => runtime.ManagerOf((string)context.Request.RouteValues["actorType"]);

    private static ActorId Id(HttpContext context) => new((string)context.Request.RouteValues["actorId"]);

    private static string Name(HttpContext context) => (string)context.Request.RouteValues["name"];

    private static async Task<byte[]> BodyAsync(HttpContext context)
    {
        const long largestGuess = 4 << 20;
        using var stream = new MemoryStream((int)Math.Min(context.Request.ContentLength ?? 0, largestGuess));
        await context.Request.Body.CopyToAsync(stream, context.RequestAborted);
        return stream.Length == stream.Capacity ? stream.GetBuffer() : stream.ToArray();
    }

    private sealed class AllEndpoints(IEndpointConventionBuilder[] all) : IEndpointConventionBuilder
    {
        public void Add(Action<EndpointBuilder> convention) => Array.ForEach(all, endpoint => endpoint.Add(convention));
    }
}

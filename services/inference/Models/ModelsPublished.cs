using NetMl.Contracts;

namespace NetMl.Inference.Models;

/// <summary>Receives <see cref="Topics.ModelsPublished"/>. The message is only a nudge: receiving it twice, or not at all, changes nothing.</summary>
internal static class ModelsPublished
{
    public static void MapModelsPublished(this IEndpointRouteBuilder app) =>
        app.MapPost("/events/models-published", Handle).WithTopic(DaprComponents.PubSub, Topics.ModelsPublished).ExcludeFromDescription();

    private static IResult Handle(RegistryWatcher watcher)
    {
        watcher.Nudge();
        return TypedResults.Ok();
    }
}

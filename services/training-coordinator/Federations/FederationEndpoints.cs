using Dapr.Actors;
using Dapr.Actors.Client;
using Microsoft.AspNetCore.Http.HttpResults;
using NetMl.TrainingCoordinator.Federations.Actors;
using NetMl.TrainingCoordinator.Federations.Sites;

namespace NetMl.TrainingCoordinator.Federations;

/// <summary>The API of federations, for administrators and for sites, and the actor behind it.</summary>
public static class FederationEndpoints
{
    // A federation is called at least every step; one that nobody calls gives its memory back.
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromMinutes(10);

    public static IHostApplicationBuilder AddFederations(this IHostApplicationBuilder builder)
    {
        builder.AddCheckedSettings<FederationOptions, FederationOptionsValidator>(FederationOptions.Section);
        builder.AddCheckedSettings<SiteKeyOptions, SiteKeyOptionsValidator>(SiteKeyOptions.Section);
        builder.Services.AddActors(options =>
        {
            options.ActorIdleTimeout = IdleTimeout;
            options.Actors.RegisterActor<FederationActor>();
        });
        builder.Services.AddSingleton<FederationSignals>();
        builder.Services.AddSingleton<SitePolls>();
        builder.Services.AddSingleton<FederationIndex>();
        builder.Services.AddSingleton<FederationCalls>();
        builder.Services.AddSingleton<IVectorStore, VectorStore>();
        return builder;
    }

    public static void MapFederations(this IEndpointRouteBuilder app)
    {
        var routes = app.MapGroup("/v1/federations").AddEndpointFilter(SidecarPatience.InvokeAsync);
        CreateFederation.Map(routes);
        ListFederations.Map(routes);
        GetFederation.Map(routes);
        WatchFederation.Map(routes);
        StopFederation.Map(routes);
        CreateSiteKey.Map(routes);
        RevokeSiteKey.Map(routes);
        GetTranscript.Map(routes);

        var site = routes.MapGroup("/{federation}/sites/{site}").AddEndpointFilter(SiteCaller.CheckAsync);
        EnrolSite.Map(site);
        GetTerms.Map(site);
        GetTask.Map(site);
        GetInbox.Map(site);
        GetSigningKeys.Map(site);
        GetVector.Map(site);
        PostMessage.Map(site);
        GetUpload.Map(site);
        PutChunk.Map(site);
        app.MapActorsHandlers().ExcludeFromDescription();
    }

    internal static ProblemHttpResult Problem(this Reply reply) => TypedResults.Problem(reply.Sentence, statusCode: reply.Status);
}

/// <summary>Calls a federation's actor.</summary>
sealed class FederationCalls(IActorProxyFactory actors)
{
    public async Task<Reply> AskAsync(string federation, Func<IFederation, Task<byte[]>> call) => FederationName.IsValid(federation)
        ? Reply.Decode(await call(actors.CreateActorProxy<IFederation>(new ActorId(federation), FederationActors.TypeName)))
        : Reply.Refuse(StatusCodes.Status404NotFound, $"There is no federation '{federation}': names are {FederationName.Rule}.");
}

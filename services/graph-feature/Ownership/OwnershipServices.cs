namespace NetMl.GraphFeature.Ownership;

/// <summary>Registers the actors that own data sets.</summary>
internal static class OwnershipServices
{
    // An owner with nothing to do gives its place up.
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromMinutes(10);

    public static void AddOwnership(this IHostApplicationBuilder builder)
    {
        builder.Services.AddActors(options =>
        {
            options.ActorIdleTimeout = IdleTimeout;
            options.Actors.RegisterActor<DatasetActor>();
        });
        builder.Services.AddSingleton<OwnedDatasets>();
        builder.Services.AddSingleton<IDatasetOwners, ActorOwners>();
        builder.Services.AddHostedService<UnfinishedSweep>();
    }
}

namespace NetMl.ParameterShard.Shards;

/// <summary>Registers the actor.</summary>
public static class ShardHosting
{
    // A job's shards are called every round; an actor that nobody calls gives its memory back.
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromMinutes(10);

    public static IHostApplicationBuilder AddParameterShards(this IHostApplicationBuilder builder)
    {
        builder.Services.AddActors(options =>
        {
            options.ActorIdleTimeout = IdleTimeout;
            options.Actors.RegisterActor<ParameterShardActor>();
        });
        return builder;
    }
}

using Dapr.Actors;

namespace NetMl.ParameterShard;

/// <summary>The actor that owns one range of a job's parameters. Its id is <c>{job}.{shard}</c>; all bodies are frames of libs/ParameterServer.</summary>
public interface IParameterShard : IActor
{
    /// <summary>Takes a ShardSetup frame; a shard that is set up already stays as it is.</summary>
    Task InitializeAsync(byte[] setup);

    /// <summary>PullRequest frame → ParameterValues frame.</summary>
    Task<byte[]> PullAsync(byte[] request);

    /// <summary>GradientPush frame → PushAnswer frame. Safe to repeat: a part counts once a round.</summary>
    Task<byte[]> PushAsync(byte[] gradient);

    /// <summary>Forgets all state; safe to repeat.</summary>
    Task DeleteAsync();
}

/// <summary>The actor's type and ids.</summary>
public static class ParameterShardActors
{
    public const string TypeName = "ParameterShard";

    public static ActorId Id(string job, int shard) => new($"{job}.{shard}");
}

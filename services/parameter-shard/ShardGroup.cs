using Dapr.Actors.Client;
using NetMl.ParameterServer.Frames;
using NetMl.ParameterServer.Optimisers;
using NetMl.ParameterServer.Shards;

namespace NetMl.ParameterShard;

/// <summary>All shards of a job, seen as one flat list of parameters. Compiled into coordinator and worker.</summary>
public sealed class ShardGroup(IActorProxyFactory actors, string job, int shards)
{
    /// <summary>Sets up every shard with its range of the starting values.</summary>
    /// <param name="steady">Ranges that do not decay, ascending.</param>
    public Task InitializeAsync(float[] values, OptimiserSettings optimiser, IReadOnlyList<Range> steady, int parts) => ForEachAsync(values.Length, (shard, range) =>
        shard.InitializeAsync(new ShardSetup(optimiser, parts, values.AsMemory(range.Offset, range.Length)) { Steady = range.Clip(steady) }.Encode()));

    /// <summary>Fills <paramref name="values"/> with the parameters of a round.</summary>
    /// <exception cref="ShardRefusedException">A shard has no such values.</exception>
    public Task PullAsync(int round, Memory<float> values) => ForEachAsync(values.Length, async (shard, range) =>
    {
        var answer = ParameterValues.Decode(await shard.PullAsync(new PullRequest(round).Encode()));
        if (answer.Problem is not null || answer.Values.Length != range.Length)
            throw new ShardRefusedException(answer.Problem ?? $"Shard {range.Shard} holds {answer.Values.Length} parameters where {range.Length} are expected.");
        answer.Values.CopyTo(values.Slice(range.Offset, range.Length));
    });

    /// <summary>Gives each shard its range of one part's gradient.</summary>
    /// <exception cref="ShardRefusedException">A shard can never take it.</exception>
    public Task PushAsync(int part, int round, ReadOnlyMemory<float> gradient) => ForEachAsync(gradient.Length, async (shard, range) =>
    {
        var push = new GradientPush(part, round, gradient.Slice(range.Offset, range.Length));
        var answer = PushAnswer.Decode(await shard.PushAsync(push.Encode()));
        if (answer.Problem is not null || answer.Arrival == ParameterServer.Rounds.Arrival.Early)
            throw new ShardRefusedException(answer.Problem ?? $"Shard {range.Shard} is in round {answer.Round}, before round {round}.");
    });

    /// <summary>Removes the job's state from every shard.</summary>
    public Task DeleteAsync() => ForEachAsync(0, (shard, _) => shard.DeleteAsync());

    private Task ForEachAsync(int parameters, Func<IParameterShard, ShardRange, Task> call) =>
        Task.WhenAll(ShardRange.Split(parameters, shards).Select(range =>
            call(actors.CreateActorProxy<IParameterShard>(ParameterShardActors.Id(job, range.Shard), ParameterShardActors.TypeName), range)));
}

/// <summary>A shard answered that it cannot do what was asked, now or later; the message is a sentence for people.</summary>
public sealed class ShardRefusedException(string message) : Exception(message);

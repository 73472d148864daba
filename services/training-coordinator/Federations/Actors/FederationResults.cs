using System.Runtime.InteropServices;
using Dapr;
using NetMl.Contracts.Federation;
using NetMl.Federation.GraphTasks;
using NetMl.Federation.Rounds;
using NetMl.Federation.SecureAggregation;
using NetMl.Federation.Statistics;
using NetMl.Federation.Strategies;
using NetMl.TrainingCoordinator.Models;

namespace NetMl.TrainingCoordinator.Federations.Actors;

/// <summary>What follows when all messages are there: the sum becomes a result, the last result a model in the registry.</summary>
/// <remarks>The opened sum lives in memory only. What is stored is the masked sum before, and the (noised) result after, in the transaction that deletes the sum.</remarks>
sealed class FederationResults(string federation, FederationMachine machine, FederationStore store, IVectorStore vectors, IModelPublisher publisher, FederationLog log)
{
    /// <returns>Whether a round has closed, and vectors that nobody needs any more once the state is stored.</returns>
    public async Task<(bool IsClosed, IReadOnlyList<string> Dropped)> ContinueAsync(DateTimeOffset now)
    {
        try
        {
            if (machine.State.Current?.Step == RoundSteps.Aggregate)
                return await CloseRoundAsync(now);
            if (machine.State.State == FederationStates.Publishing)
                await PublishAsync();
        }
        catch (Exception transport) when (transport is HttpRequestException or DaprException or IOException or TaskCanceledException)
        {
            log.ResultDelayed(federation, transport.Message);
        }
        return (false, []);
    }

    private async Task<(bool IsClosed, IReadOnlyList<string> Dropped)> CloseRoundAsync(DateTimeOffset now)
    {
        var state = machine.State;
        try
        {
            var outcome = await OutcomeAsync(state, now);
            foreach (var vector in outcome.Vectors.All())
                await vectors.SaveAsync(federation, vector, CancellationToken.None);
            await store.KeepTranscriptAsync(state, outcome.Vectors.Main is { } main ? FreshVectors.NameOf(main) : null);
            machine.RoundClosed(outcome);
            log.RoundClosed(federation, outcome.Summary.Round, outcome.Summary.Purpose, outcome.Summary.Summed, outcome.Summary.Selected);
            return (true, [.. state.Vectors.All().Except(machine.State.Vectors.All())]);
        }
        catch (Exception refused) when (refused is SecureSumException or RoundRefusedException)
        {
            log.AttemptFailed(federation, state.Round, refused.Message);
            machine.AttemptFailed(refused.Message, now);
        }
        catch (Exception bug) when (bug is not (HttpRequestException or DaprException or IOException or TaskCanceledException))
        {
            log.RoundBroke(bug, federation, state.Round);
            machine.Fail($"Round {state.Round} met a fault of the coordinator, which its log describes: {bug.Message}");
        }
        return (false, []);
    }

    private async Task<RoundOutcome> OutcomeAsync(FederationState state, DateTimeOffset now)
    {
        var start = new RoundStart(await FloatsAsync(state.Vectors.Global), await FloatsAsync(state.Vectors.Memory), await FloatsAsync(state.Vectors.Means));
        if (state.Parts.NeedsSingleUpdates)
        {
            var updates = new List<double[]>();
            foreach (var update in RoundVectors.Running(state).Summed)
                updates.Add(RoundVectors.PlainSum(await store.SingleAsync(state, update)));
            return RoundClosing.Close(state, updates, start, now);
        }
        var sum = await store.SumAsync(state);
        if (!state.Parts.IsSecure)
            return RoundClosing.Close(state, RoundVectors.PlainSum(sum), start, now);
        var ring = MemoryMarshal.Cast<byte, uint>(sum).ToArray();
        machine.Open(ring);
        return RoundClosing.Close(state, RoundVectors.SecureSum(state, ring), start, now);
    }

    private async Task PublishAsync()
    {
        var state = machine.State;
        if (state.Vectors.Scaling is not { } scaling || await vectors.LoadAsync(federation, scaling, CancellationToken.None) is not { } shared)
        {
            machine.Fail("The vectors of the federation are gone from the state store.");
            return;
        }
        var strategy = state.Parts.CreateStrategy();
        var trained = state.Rounds.Count(round => round.Purpose == Purposes.Training);
        var weights = strategy.Model(new StrategyState(trained, (await FloatsAsync(state.Vectors.Global)).ToArray(), (await FloatsAsync(state.Vectors.Memory)).ToArray()));
        var artifact = PlannedNetwork.Artifact(state.Plan, SharedScaling.Decode(shared), weights, state.Run, state.Epsilon);
        var version = await publisher.PublishAsync(state.Plan.Model, state.Plan.Task, $"federation/{federation}/{state.Run}", artifact, CancellationToken.None);
        machine.Published(version);
        log.FederationCompleted(federation, version.Model, version.Version);
    }

    private async Task<ReadOnlyMemory<float>> FloatsAsync(string? sha256)
    {
        if (sha256 is null)
            return ReadOnlyMemory<float>.Empty;
        var bytes = await vectors.LoadAsync(federation, sha256, CancellationToken.None) ?? throw new InvalidOperationException($"The vector {sha256} is gone from the state store.");
        return MemoryMarshal.Cast<byte, float>(bytes).ToArray();
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using NetMl.Contracts;
using NetMl.Contracts.Federation;

namespace NetMl.Federation.Rounds;

/// <summary>What the server waits for from one site.</summary>
public static class SiteTasks
{
    public static SiteTask Of(FederationMachine machine, string site)
    {
        var state = machine.State;
        var round = state.Current is { } running && running.Order.Sites.Contains(site) ? running : null;
        var step = round is not null && machine.Awaited.Contains(site) ? round.Step : RoundSteps.Idle;
        return Versioned(new SiteTask(
            0, state.State, step, state.Run, round?.Round ?? Math.Min(state.Round, state.Plan.Rounds + 1), round?.Attempt ?? state.Attempt,
            round?.Purpose ?? (state.State == FederationStates.Completed ? Purposes.Final : ""), round?.Deadline, round?.Order ?? Last(state), state.Epsilon, state.Error ?? state.Note));
    }

    /// <summary>A completed federation tells where its model lies.</summary>
    private static RoundOrder? Last(FederationState state) => state.State == FederationStates.Completed
        ? new RoundOrder([], 0, 0, 0, 0, 0, state.Vectors.Global, 0, state.NoiseMultiplier, state.Vectors.Scaling, state.Vectors.Boundary)
        : null;

    /// <summary>The version is a digest of the rest, so that it changes when and only when the record does; above 0.</summary>
    private static SiteTask Versioned(SiteTask task)
    {
        var digest = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(task, WireJson.Default.SiteTask));
        return task with { Version = (BinaryPrimitives.ReadInt64LittleEndian(digest) & ((1L << 53) - 1)) | 1 };
    }
}

using System.Security.Cryptography;
using NetMl.Contracts.Federation;

namespace NetMl.Federation.Rounds;

/// <summary>What a round gave.</summary>
/// <param name="Clip">Norm of the next training round.</param>
public sealed record RoundOutcome(RoundSummary Summary, double Clip, FreshVectors Vectors);

/// <summary>Vectors that a round made, as they are stored and sent; null = unchanged.</summary>
public sealed record FreshVectors(byte[]? Global = null, byte[]? Memory = null, byte[]? Means = null, byte[]? Scaling = null, byte[]? Boundary = null)
{
    public IEnumerable<byte[]> All() => new[] { Global, Memory, Means, Scaling, Boundary }.OfType<byte[]>();

    /// <summary>Address of a vector: lower-case hex of its SHA-256.</summary>
    public static string NameOf(ReadOnlySpan<byte> vector) => Convert.ToHexStringLower(SHA256.HashData(vector));

    public VectorNames NamesAfter(VectorNames old) => new(
        Name(Global, old.Global), Name(Memory, old.Memory), Name(Means, old.Means), Name(Scaling, old.Scaling), Name(Boundary, old.Boundary), Global is null ? old.Previous : old.Global);

    /// <summary>The vector of the round for the transcript.</summary>
    public byte[]? Main => Global ?? Boundary ?? Scaling ?? Means;

    private static string? Name(byte[]? fresh, string? old) => fresh is null ? old : NameOf(fresh);
}

/// <summary>Vectors that the running round starts from; empty = not made yet.</summary>
public sealed record RoundStart(ReadOnlyMemory<float> Global, ReadOnlyMemory<float> Memory, ReadOnlyMemory<float> Means);

/// <summary>No result can be had of this sum; the message is a sentence for people.</summary>
public sealed class RoundRefusedException(string message) : Exception(message);

using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using NetMl.Federation.Encoding;
using NetMl.Federation.Privacy;
using NetMl.Federation.Strategies;

namespace NetMl.Federation.Rounds;

/// <summary>The vectors of the running round as bytes: what a site uploads, and the sum that it is added to.</summary>
/// <remarks>Sums are little-endian: ring elements of 32 bits in a secure round, doubles in a plain one.</remarks>
public static class RoundVectors
{
    private const double WeightSlack = 1e-3;

    /// <summary>Bytes of each site's vector.</summary>
    public static int UploadBytes(FederationState state)
    {
        var round = Running(state);
        return state.Parts.IsSecure ? RingPacking.Bytes(round.Order.Length, round.Order.RingBits) : PlainVector.Bytes(Layout(state), state.Parts.Security.Compression);
    }

    /// <summary>Bytes of the sum.</summary>
    public static int SumBytes(FederationState state) => Running(state).Order.Length * (state.Parts.IsSecure ? sizeof(uint) : sizeof(double));

    /// <summary>The sum before its first update: zeros; in a plain round with central privacy the server's noise.</summary>
    public static byte[] EmptySum(FederationState state)
    {
        var sum = new byte[SumBytes(state)];
        if (RoundPrivacy.Of(state) is { IsNoiseFirst: true } privacy)
            PrivateContribution.AddServerNoise(privacy.Layout, MemoryMarshal.Cast<byte, double>(sum.AsSpan()), privacy.Noise);
        return sum;
    }

    /// <summary>Adds a masked vector modulo 2^RingBits.</summary>
    /// <param name="sum">[SumBytes].</param>
    /// <param name="upload">[UploadBytes].</param>
    public static void AddMasked(FederationState state, Span<byte> sum, ReadOnlySpan<byte> upload) =>
        RingPacking.AddPacked(upload, Running(state).Order.RingBits, MemoryMarshal.Cast<byte, uint>(sum));

    /// <summary>Reads a site's vector of a plain round and checks what a liar could put into it; with central privacy clips it again.</summary>
    /// <param name="start">Round that the site started from.</param>
    /// <returns>[Length]: values (already multiplied by its staleness factor), metrics, weight.</returns>
    /// <exception cref="InvalidDataException">Not finite, or a weight that no site may have; the message fits a sentence.</exception>
    public static double[] ReadPlain(FederationState state, ReadOnlySpan<byte> upload, int start)
    {
        var round = Running(state);
        var layout = Layout(state);
        var vector = new double[layout.Length];
        PlainVector.Decode(layout, upload, state.Parts.Security.Compression, vector);
        CheckWeight(state, round, vector[layout.WeightAt]);
        if (RoundPrivacy.Of(state) is { IsNoiseFirst: true } privacy)
            PrivateContribution.Receive(layout, vector, round.Order.Clip, privacy.Noise);
        if (StalenessFactor(state, round, start) is var factor and not 1)
            TensorPrimitives.Multiply(vector.AsSpan(0, layout.Values), factor, vector.AsSpan(0, layout.Values));
        return vector;
    }

    /// <summary>sum += what <see cref="ReadPlain"/> would give, in float64; nothing is added if this throws.</summary>
    /// <inheritdoc cref="ReadPlain"/>
    /// <param name="sum">[SumBytes].</param>
    public static void AddPlain(FederationState state, Span<byte> sum, ReadOnlySpan<byte> upload, int start)
    {
        var sums = MemoryMarshal.Cast<byte, double>(sum);
        if (upload.Length != UploadBytes(state) || RoundPrivacy.Of(state).IsNoiseFirst || StalenessFactor(state, Running(state), start) is not 1)
        {
            TensorPrimitives.Add(sums, ReadPlain(state, upload, start), sums);
            return;
        }
        // The weight is a vector's last number.
        CheckWeight(state, Running(state), BinaryPrimitives.ReadSingleLittleEndian(upload[^sizeof(float)..]));
        PlainVector.AddTo(Layout(state), upload, state.Parts.Security.Compression, sums);
    }

    private static void CheckWeight(FederationState state, RunningRound round, double weight)
    {
        var least = state.Parts.IsPrivate || state.Parts.Security.Weighting == "equal" || round.Purpose == Purposes.Boundary ? 1 - WeightSlack : 0;
        if (!(weight > 0) || weight < least || weight > 1 + WeightSlack)
            throw new InvalidDataException(FormattableString.Invariant($"its weight is {weight:G4}, not {(least > 0 ? "1" : "above 0 and at most 1")}"));
    }

    private static double StalenessFactor(FederationState state, RunningRound round, int start) =>
        start < round.Round && state.Parts.CreateStrategy() is IBufferedStrategy buffered ? buffered.StalenessFactor(round.Round - start) : 1;

    /// <summary>The sum of a plain round.</summary>
    public static double[] PlainSum(ReadOnlySpan<byte> sum) => MemoryMarshal.Cast<byte, double>(sum).ToArray();

    /// <summary>The opened sum of a secure round as numbers.</summary>
    /// <param name="ring">[Length], without masks.</param>
    public static double[] SecureSum(FederationState state, ReadOnlySpan<uint> ring)
    {
        var round = Running(state);
        var sums = new double[round.Order.Length];
        var encoding = RoundPrivacy.Of(state).Encoding ?? throw new InvalidOperationException("The round is not secure.");
        encoding.DecodeSum(ring, round.Summed.Count, sums);
        return sums;
    }

    internal static ContributionLayout Layout(FederationState state) => state.Parts.Layout(Running(state).Purpose, state.Parameters);

    /// <exception cref="InvalidOperationException">No round is running.</exception>
    public static RunningRound Running(FederationState state) => state.Current ?? throw new InvalidOperationException("No round is running.");
}

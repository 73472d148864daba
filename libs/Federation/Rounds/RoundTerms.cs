using System.Security.Cryptography;
using System.Text.Json;
using NetMl.Contracts;
using NetMl.Contracts.Federation;
using NetMl.Federation.Messages;
using NetMl.Federation.SecureAggregation;

namespace NetMl.Federation.Rounds;

/// <summary>All that the sites of a secure round must have been told alike, plan and order: whoever was told something else finds out before anything is masked.</summary>
/// <remarks>
/// A server that starts the sites from different models, or gives them different learning rates, could make all updates but one vanish from the sum
/// (Pasquini, Francati and Ateniese 2022, "Eluding secure aggregation in federated learning via model inconsistency").
/// </remarks>
public static class RoundTerms
{
    /// <summary>SHA-256 (hex) of a plan with every part in place.</summary>
    public static string PlanDigest(FederationPlan plan) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new PlanParts(plan).Plan, WireJson.Default.FederationPlan)));

    /// <summary>The settings of a round's secure sum.</summary>
    public static SecureSumSettings SettingsOf(string planDigest, RoundOrder order, string purpose, string federation, string run, int round, int attempt)
    {
        ArgumentNullException.ThrowIfNull(order);
        return new(order.Sites, order.Neighbours, order.Threshold, order.RingBits, order.Length, federation, run, round, attempt) { Terms = Digest(planDigest, order, purpose) };
    }

    private static string Digest(string planDigest, RoundOrder order, string purpose)
    {
        var writer = new FrameWriter().Bytes("netml round terms 1"u8);
        foreach (var text in new[] { planDigest, purpose, order.Global, order.Scaling, order.Boundary })
            writer.Block(System.Text.Encoding.UTF8.GetBytes(text ?? ""));
        writer.Int32(order.ValueBits).Int64(BitConverter.DoubleToInt64Bits(order.Clip)).Int64(BitConverter.DoubleToInt64Bits(order.NoiseMultiplier));
        return Convert.ToHexStringLower(SHA256.HashData(writer.ToArray()));
    }
}

using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using NetMl.Contracts.Federation;
using NetMl.Federation.Encoding;
using NetMl.Federation.GraphTasks;
using NetMl.Federation.Privacy;
using NetMl.Federation.Robust;
using NetMl.Federation.Statistics;
using NetMl.Federation.Strategies;

namespace NetMl.Federation.Rounds;

/// <summary>From the sum of a round to its result: noise, mean, the strategy's step.</summary>
public static class RoundClosing
{
    private const double WeightSlack = 1e-3;

    /// <summary>The result of a sum.</summary>
    /// <param name="sums">[Length]: Σ wᵢ·vᵢ ‖ Σ wᵢ; overwritten. With central privacy the noise is added here, before anything is kept, unless it is in a plain sum already.</param>
    /// <exception cref="RoundRefusedException">The weights or the new model make no sense.</exception>
    public static RoundOutcome Close(FederationState state, Span<double> sums, RoundStart start, DateTimeOffset now)
    {
        var round = RoundVectors.Running(state);
        var layout = RoundVectors.Layout(state);
        var weight = sums[layout.WeightAt];
        var least = state.Parts.IsPrivate || round.Purpose == Purposes.Boundary ? round.Summed.Count * (1 - WeightSlack) : 0;
        if (!(weight > 0) || weight < least || weight > round.Summed.Count * (1 + WeightSlack))
            throw new RoundRefusedException(FormattableString.Invariant($"the weights of {round.Summed.Count} sites sum to {weight:G4}, so some site did not keep to the protocol"));
        double? share = null;
        if (RoundPrivacy.Of(state) is { Terms.IsOn: true } privacy)
            share = PrivateContribution.ToMean(layout, sums, round.Summed.Count, privacy.Terms, privacy.Noise, privacy.IsNoiseFirst);
        else
            TensorPrimitives.Divide(sums, weight, sums);
        return Result(state, new RoundMean(sums[..layout.Values].ToArray(), sums.Slice(layout.MetricsAt, layout.Metrics).ToArray(), share, weight, round.Summed.Count, []), start, now);
    }

    /// <summary>The vectors before the first round: none, or where no statistics are asked of the sites, the first model and a scaling that looks at nobody's flows.</summary>
    public static FreshVectors Before(FederationPlan plan) => Purposes.FirstRound(plan) <= 0
        ? new FreshVectors()
        : First(plan, SharedScaling.WithoutData(PlannedNetwork.NodeFeatures, PlannedNetwork.FlowFeatures, new PlanParts(plan).Classes));

    /// <summary>The result of single updates under a robust rule.</summary>
    /// <param name="vectors">One per site of <see cref="RunningRound.Summed"/>, each [Length].</param>
    /// <exception cref="RoundRefusedException">Too few usable updates.</exception>
    public static RoundOutcome Close(FederationState state, IReadOnlyList<double[]> vectors, RoundStart start, DateTimeOffset now)
    {
        var round = RoundVectors.Running(state);
        var layout = RoundVectors.Layout(state);
        var robust = state.Parts.Robust;
        var rule = RobustRules.Create(robust.Rule, robust.Byzantine, robust.NormBound, Math.Max(0, round.SummedSites.ToList().IndexOf(robust.TrustedSite ?? "")));
        if (robust.Rule == "fl-trust" && !round.SummedSites.Contains(robust.TrustedSite))
            throw new RoundRefusedException($"the trusted site '{robust.TrustedSite}' did not send its update");
        var weights = vectors.Select(vector => vector[layout.WeightAt]).ToArray();
        var updates = vectors.Select(vector => (ReadOnlyMemory<float>)vector.Take(layout.Values).Select(value => (float)(value / vector[layout.WeightAt])).ToArray()).ToList();
        try
        {
            var result = layout.Values == 0 ? new RobustResult([], []) : rule.Aggregate(updates, weights);
            var metrics = new double[layout.Metrics];
            foreach (var vector in vectors)
                TensorPrimitives.MultiplyAdd(vector.AsSpan(layout.MetricsAt, layout.Metrics), 1 / weights.Sum(), metrics, metrics);
            return Result(state, new RoundMean([.. result.Mean], metrics, null, weights.Sum(), vectors.Count - result.LeftOut.Count,
                [.. result.LeftOut.Select(place => $"{round.Summed[place].Site}: left out by {rule.Name}")]), start, now);
        }
        catch (RobustAggregationException tooFew)
        {
            throw new RoundRefusedException(tooFew.Message);
        }
    }

    private static RoundOutcome Result(FederationState state, RoundMean mean, RoundStart start, DateTimeOffset now)
    {
        var round = RoundVectors.Running(state);
        var clip = mean.UnclippedShare is { } share ? new AdaptiveClip(state.Clip).Next(share).Clip : state.Clip;
        return new RoundOutcome(Summary(state, round, mean, now), clip, Vectors(state, round, mean, start));
    }

    private static FreshVectors First(FederationPlan plan, SharedScaling scaling)
    {
        var first = new PlanParts(plan).CreateStrategy().Start(PlannedNetwork.Initial(plan));
        return new FreshVectors(Global: Bytes(first.Global), Memory: Bytes(first.Memory), Scaling: scaling.Encode());
    }

    private static FreshVectors Vectors(FederationState state, RunningRound round, RoundMean mean, RoundStart start)
    {
        var parts = state.Parts;
        float[] values = [.. mean.Values.Select(value => (float)value)];
        switch (round.Purpose)
        {
            case Purposes.Means:
                return new FreshVectors(Means: Bytes(values));
            case Purposes.Spreads:
                var scaling = SharedScaling.Create(
                    [.. start.Means.ToArray().Select(value => (double)value)], [.. values.Select(value => (double)value)],
                    PlannedNetwork.NodeFeatures.Count, PlannedNetwork.FlowFeatures.Count, parts.Classes);
                return First(state.Plan, scaling);
            case Purposes.Boundary:
                // Each site takes its own table away from the sum: Σ wᵢ·vᵢ, with weights of 1.
                TensorPrimitives.Multiply(values, (float)mean.Weight, values);
                return new FreshVectors(Boundary: Bytes(values));
            case Purposes.Training:
                var next = parts.CreateStrategy().Step(
                    new StrategyState(round.Round - 1, start.Global.ToArray(), start.Memory.ToArray()), new RoundSum(values, mean.Weight, mean.Sites, state.Keys.Count));
                return AreFinite(next.Global) && AreFinite(next.Memory)
                    ? new FreshVectors(Global: Bytes(next.Global), Memory: Bytes(next.Memory))
                    : throw new RoundRefusedException("the new model is no longer finite; a lower learning rate may help");
            default:
                return new FreshVectors();
        }
    }

    private static RoundSummary Summary(FederationState state, RunningRound round, RoundMean mean, DateTimeOffset now)
    {
        var hasScores = mean.Metrics.Length > 0;
        return new RoundSummary(
            round.Round, round.Purpose, round.Attempt, round.Order.Sites.Count, mean.Sites, (now - round.Started).TotalSeconds,
            hasScores ? mean.Metrics[0] : null, hasScores && state.Parts.Classes > 0 ? MacroF1(mean.Metrics.AsSpan(2), state.Parts.Classes) : null,
            hasScores && state.Parts.Classes > 0 ? mean.Metrics[1] : null,
            round.Purpose == Purposes.Training ? TensorPrimitives.Norm<double>(mean.Values) : null,
            state.Epsilon, round.Order.Clip > 0 ? round.Order.Clip : null, [.. round.Refused, .. mean.LeftOut]);
    }

    /// <summary>Mean over classes that occur of 2·tp / (2·tp + fp + fn).</summary>
    private static double MacroF1(ReadOnlySpan<double> confusion, int classes)
    {
        var (sum, seen) = (0.0, 0);
        for (var c = 0; c < classes; c++)
        {
            var (truePositives, falsePositives, falseNegatives) = (confusion[c], confusion[classes + c], confusion[2 * classes + c]);
            if (truePositives + falseNegatives < 1e-6)
                continue;
            seen++;
            sum += 2 * truePositives / Math.Max(1e-12, 2 * truePositives + falsePositives + falseNegatives);
        }
        return seen == 0 ? 0 : sum / seen;
    }

    // Of nothing, IsFiniteAll is false.
    private static bool AreFinite(ReadOnlySpan<float> values) => values.IsEmpty || TensorPrimitives.IsFiniteAll(values);

    private static byte[] Bytes(ReadOnlySpan<float> values) => MemoryMarshal.AsBytes(values).ToArray();
}

/// <summary>The weighted mean of a round.</summary>
/// <param name="UnclippedShare">b̄ for the adaptive clip; null = fixed.</param>
internal sealed record RoundMean(double[] Values, double[] Metrics, double? UnclippedShare, double Weight, int Sites, IReadOnlyList<string> LeftOut);

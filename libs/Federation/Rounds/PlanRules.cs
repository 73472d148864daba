using System.Globalization;
using NetMl.Contracts.Federation;
using NetMl.Contracts.Training;
using NetMl.Federation.Encoding;
using NetMl.Federation.GraphTasks;
using NetMl.Federation.Privacy;
using NetMl.Federation.Robust;
using NetMl.Federation.Sampling;
using NetMl.Federation.SecureAggregation;
using NetMl.Federation.Strategies;

namespace NetMl.Federation.Rounds;

/// <summary>What a plan may hold. A wrong one is refused before any site is asked; every problem names its field and the choices.</summary>
public static class PlanRules
{
    /// <summary>Largest vector that a site sends.</summary>
    public const int MaximumNumbers = 1_000_000;

    /// <summary>Problems by field (camelCase, with dots); empty when the plan is fine.</summary>
    public static Dictionary<string, string[]> Check(FederationPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var rules = new Problems();
        Basics(rules, plan);
        var parts = new PlanParts(plan);
        Local(rules, parts.Local);
        Cohort(rules, parts);
        Security(rules, parts);
        Privacy(rules, parts);
        Robust(rules, parts);
        rules.Require("deadlines.stepSeconds", parts.Deadlines.StepSeconds is >= 1 and <= 86_400, "a number of seconds from 1 to 86400");
        rules.Require("deadlines.presenceSeconds", parts.Deadlines.PresenceSeconds is >= 5 and <= 86_400, "a number of seconds from 5 to 86400");
        rules.Require("boundary", plan.Boundary is not { } boundary || (boundary is { Buckets: >= 16 and <= 65_536, Width: >= 1 and <= 64 } && !parts.HidesStatistics && !parts.NeedsSingleUpdates),
            "16 to 65536 buckets and a width of 1 to 64, without privacy and local.privateNoise (noise would drown the table) and without a robust rule over single updates (it would leave rows out of the sum)");
        // The network and the strategy can only be asked once the parts make sense.
        if (rules.Found.Count == 0)
            Whole(rules, plan, parts);
        return rules.Found;
    }

    /// <summary>All problems as one sentence.</summary>
    public static string Sentence(Dictionary<string, string[]> problems) =>
        $"The federation cannot start: {string.Join("; ", problems.Select(problem => $"{problem.Key} must be {problem.Value[0]}"))}.";

    private static void Basics(Problems rules, FederationPlan plan)
    {
        const string Name = "1 to 64 characters of a-z, 0-9 and '-'";
        rules.Require("name", IsName(plan.Name), Name);
        rules.Require("model", IsName(plan.Model), Name);
        rules.Require("task", plan.Task is TrainingTasks.FlowClassification or TrainingTasks.HostAnomaly, $"{TrainingTasks.FlowClassification} or {TrainingTasks.HostAnomaly}");
        var classes = plan.Classes ?? [];
        rules.Require("classes", plan.Task != TrainingTasks.FlowClassification
                || (classes.Count is >= 2 and <= 64 && classes.All(name => name is { Length: >= 1 and <= 128 }) && classes.Distinct(StringComparer.Ordinal).Count() == classes.Count),
            "2 to 64 different class names, each up to 128 characters, that all sites agree on");
        rules.Require("classes", plan.Task != TrainingTasks.HostAnomaly || classes.Count == 0, $"empty for {TrainingTasks.HostAnomaly}, which learns without labels");
        rules.Require("rounds", plan.Rounds is >= 1 and <= 1000, "a whole number from 1 to 1000");
        rules.Require("hiddenSize", plan.HiddenSize is >= 2 and <= 512, "a whole number from 2 to 512");
        rules.Require("windowFlows", plan.WindowFlows is 0 or (>= 16 and <= 1_000_000), "0 (one graph for all flows), or a whole number from 16 to 1000000");
        rules.Require("trainFraction", plan.TrainFraction is >= 0.05 and <= 0.95, "a number from 0.05 to 0.95");
    }

    private static void Local(Problems rules, LocalPlan local)
    {
        rules.Require("local.epochs", local.Epochs is >= 1 and <= 1000, "a whole number from 1 to 1000");
        rules.Require("local.learningRate", local.LearningRate is > 0 and <= 10, "a number above 0, up to 10");
        rules.Require("local.optimiser", local.Optimiser is "sgd" or "adam", "sgd or adam");
        rules.Require("local.batchWindows", local.BatchWindows is >= 0 and <= 100_000, "a whole number from 0 (all) to 100000");
        rules.Require("local.privateNoise", local.PrivateNoise is >= 0 and <= 1000, "0 (off), or a number up to 1000");
        rules.Require("local.privateClip", local.PrivateClip is > 0 and <= 1e6, "a number above 0, up to 1000000");
        rules.Require("local.fineTuneEpochs", local.FineTuneEpochs is >= 0 and <= 1000, "a whole number from 0 to 1000");
    }

    private static void Cohort(Problems rules, PlanParts parts)
    {
        var cohort = parts.Cohort;
        var least = parts.IsSecure ? 3 : 1;
        rules.Require("cohort.minimum", cohort.Minimum >= least && cohort.Minimum <= 1000,
            parts.IsSecure ? "3 to 1000 with secure aggregation, since a smaller sum shows too much" : "a whole number from 1 to 1000");
        rules.Require("cohort.maximum", cohort.Maximum >= cohort.Minimum && cohort.Maximum <= 1000, "a whole number from cohort.minimum to 1000");
        rules.Choice("cohort.sampling", cohort.Sampling, SiteSamplers.Names);
        rules.Require("cohort.fraction", cohort.Fraction is > 0 and <= 1, "a number above 0, up to 1");
        rules.Require("strategy.buffer", !parts.IsBuffered || parts.Strategy.Buffer >= cohort.Minimum, "at least cohort.minimum with fed-buff");
    }

    private static void Security(Problems rules, PlanParts parts)
    {
        var security = parts.Security;
        rules.Require("security.thresholdFraction", security.ThresholdFraction is > 0.5 and <= 1, "a number above 1/2, up to 1: fewer answers could open one site's update");
        rules.Require("security.neighbours", security.Neighbours is 0 or (>= 3 and <= SecureSumSettings.MaximumNeighbours), $"0 (chosen by the number of sites), or a whole number from 3 to {SecureSumSettings.MaximumNeighbours}");
        rules.Require("security.valueBits", security.ValueBits is 0 or (>= 8 and <= 30), "0 (as many as fit), or a whole number from 8 to 30");
        rules.Require("security.range", security.Range is >= 1 and <= 1e6, "a number from 1 (a whole weight) to 1000000");
        rules.Choice("security.weighting", security.Weighting, ["items", "equal"]);
        rules.Require("security.maximumItems", security.MaximumItems is >= 1 and <= 1_000_000_000, "a whole number from 1 to 1000000000");
        rules.Choice("security.compression", security.Compression, PlainVector.Names);
        rules.Require("strategy.name", !(parts.IsSecure && parts.IsBuffered), "other than fed-buff with secure aggregation, whose masks need all sites of a round at once; or set security.secureAggregation to false");
        if (parts.IsSecure && rules.Found.Count == 0)
            rules.Try("security.valueBits", () => VectorEncoding.Fit(parts.Cohort.Maximum, security.Range, security.ValueBits));
    }

    private static void Privacy(Problems rules, PlanParts parts)
    {
        var privacy = parts.Privacy;
        rules.Require("strategy.name", !(parts.Local.PrivateNoise > 0 && parts.Strategy.Name is ("q-fed-avg" or "clustered")),
            "other than q-fed-avg and clustered with local.privateNoise: what they send depends on the exact loss");
        rules.Choice("privacy.mode", privacy.Mode, PrivacyModes.Names);
        if (!parts.IsPrivate)
            return;
        rules.Require("privacy.maximumEpsilon", privacy.MaximumEpsilon is >= 0.01 and <= 1000, "a number from 0.01 to 1000");
        rules.Require("privacy.delta", privacy.Delta is > 0 and <= 0.01, "a number above 0, up to 0.01 (below 1 / number of sites)");
        rules.Require("privacy.clip", privacy.Clip is > 0 and <= 1e6, "a number above 0, up to 1000000");
        rules.Require("privacy.noiseMultiplier", privacy.NoiseMultiplier is 0 or (>= 0.1 and <= 1000), "0 (derived from privacy.maximumEpsilon), or a number from 0.1 to 1000");
        rules.Require("privacy.mode", privacy.Mode != PrivacyModes.Distributed || parts.IsSecure, "central or local without secure aggregation: a share of the noise protects nobody whose update is seen alone");
        rules.Require("privacy.adaptiveClip", !privacy.AdaptiveClip || privacy.Mode != PrivacyModes.Local, "false, or privacy.mode central or distributed: with local noise a site's own indicator would be all noise");
        rules.Require("robust.rule", parts.Robust.Rule == "none", "none with privacy: clipping bounds every update already, and single updates are not protected");
        rules.Require("strategy.name", !parts.IsBuffered, "other than fed-buff with privacy: a site may be in one sum twice");
        if (rules.Found.Count == 0)
            rules.Try("privacy.noiseMultiplier", () => _ = parts.Terms);
    }

    private static void Robust(Problems rules, PlanParts parts)
    {
        var robust = parts.Robust;
        rules.Choice("robust.rule", robust.Rule, RobustRules.Names);
        rules.Require("robust.byzantine", robust.Byzantine is >= 0 and <= 500, "a whole number from 0 to 500");
        rules.Require("robust.normBound", robust.NormBound is > 0 and <= 1e9, "a number above 0, up to 1000000000");
        rules.Require("robust.rule", !parts.IsSecure || robust.Rule is "none" or "norm-bound",
            "none or norm-bound with secure aggregation: the server cannot see single updates, but the sites can keep a norm bound themselves; or set security.secureAggregation to false");
        rules.Require("robust.rule", !(parts.NeedsSingleUpdates && parts.IsBuffered), "none with fed-buff, whose updates start from different models");
        rules.Require("robust.trustedSite", robust.Rule != "fl-trust" || IsName(robust.TrustedSite), "the name of the site whose update is the yardstick of fl-trust");
        if (!parts.NeedsSingleUpdates || rules.Found.Count > 0)
            return;
        if (RobustRules.Create(robust.Rule, robust.Byzantine, robust.NormBound, 0).Refuses(parts.Cohort.Minimum, robust.Byzantine) is { } reason)
            rules.Require("cohort.minimum", false, $"larger for {robust.Rule} ({reason.TrimEnd('.')}), or robust.byzantine smaller");
    }

    private static void Whole(Problems rules, FederationPlan plan, PlanParts parts)
    {
        rules.Try("strategy", () => parts.CreateStrategy());
        if (rules.Found.Count > 0)
            return;
        var parameters = PlannedNetwork.Parameters(plan);
        foreach (var purpose in (string[])[Purposes.Training, Purposes.Boundary])
            rules.Require(purpose == Purposes.Training ? "hiddenSize" : "boundary", parts.Layout(purpose, parameters).Length <= MaximumNumbers,
                string.Create(CultureInfo.InvariantCulture, $"smaller: a site would send more than {MaximumNumbers} numbers"));
        foreach (var sites in parts.IsPrivate ? (int[])[parts.Cohort.Minimum, parts.Cohort.Maximum] : [])
            rules.Try("security.valueBits", () => RoundPrivacy.Of(parts, parts.Terms, parts.Layout(Purposes.Training, parameters), sites, parts.Privacy.Clip));
    }

    internal static bool IsName(string? name) => name is { Length: >= 1 and <= 64 } && name.All(symbol => char.IsAsciiLetterLower(symbol) || char.IsAsciiDigit(symbol) || symbol == '-');

    private sealed class Problems
    {
        public Dictionary<string, string[]> Found { get; } = new(StringComparer.Ordinal);

        public void Require(string field, bool holds, string allowed)
        {
            if (!holds)
                Found.TryAdd(field, [allowed]);
        }

        public void Choice(string field, string value, IReadOnlyList<string> names) => Require(field, names.Contains(value), $"one of {string.Join(", ", names)}");

        public void Try(string field, Action create)
        {
            try
            {
                create();
            }
            catch (Exception wrong) when (wrong is ArgumentException or InvalidDataException)
            {
                // Argument exceptions name their parameter behind the sentence.
                Require(field, false, $"other: {wrong.Message.Split(" (Parameter")[0].TrimEnd('.')}");
            }
        }
    }
}

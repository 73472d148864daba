using System.Text.RegularExpressions;
using NetMl.Contracts.Serving;
using NetMl.Features.Descriptions;
using NetMl.Features.Hosts;
using NetMl.Features.PerFlow;
using NetMl.Gnn.Anomalies;

namespace NetMl.Inference.Explaining;

/// <summary>Turns columns of learning tensors back into features with names, values and meanings; columns of one feature are added up.</summary>
internal static partial class FeatureWords
{
    /// <summary>The features of a flow.</summary>
    /// <param name="raw">[all columns of flows], not standardised.</param>
    /// <param name="names">[fe]: the columns that the model knows.</param>
    /// <param name="contributions">[fe].</param>
    public static IEnumerable<FeatureReason> OfFlow(ReadOnlySpan<float> raw, IReadOnlyList<string> names, ReadOnlySpan<double> contributions)
    {
        var known = ByName(names, contributions);
        var (reasons, at) = (new List<FeatureReason>(), 0);
        foreach (var feature in FlowFeatureTable.All)
        {
            var values = raw.Slice(at, feature.Columns.Count);
            var sum = feature.Columns.Sum(column => known.GetValueOrDefault(column));
            at += feature.Columns.Count;
            var value = feature.Classes.Count > 0 ? feature.Classes[values.IndexOf(1f) is >= 0 and var one ? one : 0]
                : feature.MayMiss && values[1] > 0 ? "unknown"
                : Value(feature.About, values[0]);
            reasons.Add(new("flow", feature.About.Name, value, Meaning(feature.About), sum));
        }
        return reasons;
    }

    /// <summary>Mean features of the flows that a host opened or answered; an amount that is learnt by its logarithm is taken back from the mean logarithm, which is called typical.</summary>
    /// <param name="role">opened or answered.</param>
    /// <param name="means">[all columns of flows], not standardised; empty = no flow.</param>
    /// <param name="names">[fe]: the columns that the model knows.</param>
    /// <param name="contributions">[fe].</param>
    public static IEnumerable<FeatureReason> OfMeanFlow(string role, ReadOnlySpan<float> means, IReadOnlyList<string> names, ReadOnlySpan<double> contributions)
    {
        var known = ByName(names, contributions);
        var (reasons, at) = (new List<FeatureReason>(), 0);
        foreach (var feature in FlowFeatureTable.All)
        {
            var sum = feature.Columns.Sum(column => known.GetValueOrDefault(column));
            reasons.Add(new(role, feature.About.Name, means.IsEmpty ? "no flows" : Mean(feature, means.Slice(at, feature.Columns.Count)), $"{Meaning(feature.About)}, {(feature.About.Scale == FeatureScale.Log ? "typical" : "mean")} of the flows that it {role}", sum));
            at += feature.Columns.Count;
        }
        return reasons;
    }

    /// <summary>The features of a host within its window.</summary>
    /// <param name="role">source, target or host.</param>
    /// <param name="raw">[all columns of hosts], not standardised.</param>
    /// <param name="names">[fn]: the columns that the model knows.</param>
    /// <param name="contributions">[fn].</param>
    public static IEnumerable<FeatureReason> OfHost(string role, ReadOnlySpan<float> raw, IReadOnlyList<string> names, ReadOnlySpan<double> contributions)
    {
        var known = ByName(names, contributions);
        var reasons = new List<FeatureReason>();
        for (var i = 0; i < HostFeatureTable.Model.Count; i++)
        {
            var about = HostFeatureTable.Model[i].About;
            var meaning = ItsWord().Replace(Meaning(about), match => match.Value == "its" ? $"the {role}'s" : $"the {role}");
            reasons.Add(new(role, about.Name, Value(about, raw[i]), meaning, known.GetValueOrDefault(about.TensorName)));
        }
        return reasons;
    }

    /// <summary>A feature outside of what is usual.</summary>
    public static FeatureReason OfOdd(OddFeature odd, bool areFlows)
    {
        var about = About(odd.Name, areFlows);
        return new(areFlows ? "flow" : "host", odd.Name, Plain(about, odd.Value), $"{(about is null ? "" : $"{Meaning(about)}; ")}{Usual(odd, about)}", 0);
    }

    /// <summary>As "bytes_out 50.8 KiB, usually 0 B to 310 B".</summary>
    public static string Sentence(OddFeature odd, bool areFlows)
    {
        var about = About(odd.Name, areFlows);
        return $"{odd.Name} {Plain(about, odd.Value)}, {Usual(odd, about)}";
    }

    private static string Usual(OddFeature odd, FeatureDescription? about) => double.IsNaN(odd.UsualLow) ? $"expected {Plain(about, odd.Expected)}"
        : odd.UsualLow == odd.UsualHigh ? $"usually {Plain(about, odd.UsualLow)}" : $"usually {Plain(about, odd.UsualLow)} to {Plain(about, odd.UsualHigh)}";

    // Null for one column of several, such as a state.
    private static FeatureDescription? About(string name, bool areFlows) =>
        (areFlows ? FlowFeatureTable.All.Select(feature => feature.About) : HostFeatureTable.Model.Select(feature => feature.About))
            .FirstOrDefault(about => (about.Scale == FeatureScale.TimesHosts ? about.TensorName : about.Name) == name);

    // In the feature's own unit, which a logarithm was already taken back to.
    private static string Plain(FeatureDescription? about, double value) => about switch
    {
        null => FormattableString.Invariant($"{value:g4}"),
        { Scale: FeatureScale.TimesHosts } => Value(about, value),
        _ => Amounts.Of(value, about.Unit),
    };

    private static Dictionary<string, double> ByName(IReadOnlyList<string> names, ReadOnlySpan<double> contributions)
    {
        var known = new Dictionary<string, double>(names.Count, StringComparer.Ordinal);
        for (var column = 0; column < names.Count; column++)
            known.Add(names[column], contributions[column]);
        return known;
    }

    // Of a class the most frequent one; of what may be missing the mean of what is known.
    private static string Mean(FlowFeature feature, ReadOnlySpan<float> values)
    {
        if (feature.Classes.Count > 0)
        {
            var most = values.ToArray().Index().MaxBy(share => share.Item).Index;
            return $"{feature.Classes[most]} {Amounts.Percent(values[most])}";
        }
        var missing = feature.MayMiss ? values[1] : 0;
        return missing >= 1 ? "unknown" : Value(feature.About, values[0] / (1 - missing));
    }

    private static string Value(FeatureDescription about, double raw) => about.Scale switch
    {
        FeatureScale.Log => Amounts.Of(Math.Exp(raw) - 1, about.Unit),
        FeatureScale.TimesHosts => FormattableString.Invariant($"{raw:0.##} × the mean host's"),
        _ => Amounts.Of(raw, about.Unit),
    };

    // Without the classes that it may have, and without what it is when nothing is known.
    private static string Meaning(FeatureDescription about) => about.Formula.Split(": one of", 2)[0].Split(';', 2)[0];

    [GeneratedRegex(@"\b(it|its)\b")]
    private static partial Regex ItsWord();
}

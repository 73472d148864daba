namespace NetMl.Features.Descriptions;

/// <summary>What has to be looked at to know a feature.</summary>
public enum FeatureCost
{
    /// <summary>The flow or the flows themselves, once each.</summary>
    Flows,

    /// <summary>The neighbours, and their links with each other.</summary>
    Neighbours,

    /// <summary>The whole graph, about as often as a walk needs to settle.</summary>
    Graph,

    /// <summary>The whole graph from many nodes: approximated, with the error stated.</summary>
    Sampled,
}

/// <summary>How an amount enters a learning tensor, before the standardisation that a model fits on its training part.</summary>
public enum FeatureScale
{
    /// <summary>As it is.</summary>
    Linear,

    /// <summary>log(1 + value): for amounts that span many orders of magnitude.</summary>
    Log,

    /// <summary>value × hosts: for shares of a whole, so that graphs of different sizes compare.</summary>
    TimesHosts,
}

/// <summary>Least and largest value that a feature can have, both included.</summary>
public readonly record struct FeatureRange(double Least, double Most)
{
    /// <summary>Amounts and counts.</summary>
    public static FeatureRange NotNegative { get; } = new(0, double.PositiveInfinity);

    /// <summary>Parts of a whole.</summary>
    public static FeatureRange Share { get; } = new(0, 1);

    /// <summary>Any finite number.</summary>
    public static FeatureRange Any { get; } = new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>Whether a value may occur; NaN and infinity never do.</summary>
    public bool Holds(double value) => double.IsFinite(value) && value >= Least && value <= Most;

    /// <summary>As documents say it.</summary>
    public override string ToString() => (double.IsFinite(Least), double.IsFinite(Most)) switch
    {
        (true, true) => FormattableString.Invariant($"{Least} to {Most}"),
        (true, false) => FormattableString.Invariant($"≥ {Least}"),
        _ => "any",
    };
}

/// <summary>What a feature is called and means: the one place from which names, documents, exported schemas and tensor columns come.</summary>
/// <param name="Name">snake_case; never changes its meaning.</param>
/// <param name="Unit">Unit of the value as tables and exports show it.</param>
/// <param name="Formula">In words or symbols.</param>
/// <param name="WhenMissing">The value when nothing is known, and when that is.</param>
public sealed record FeatureDescription(
    string Name, string Unit, FeatureRange Range, string Formula, string WhenMissing, FeatureCost Cost, FeatureScale Scale = FeatureScale.Linear)
{
    /// <summary>Its name in a learning tensor: says how it was scaled, so that a model refuses values that were scaled otherwise.</summary>
    public string TensorName => Scale switch
    {
        FeatureScale.Log => $"log1p({Name})",
        FeatureScale.TimesHosts => $"{Name}*hosts",
        _ => Name,
    };

    /// <summary>A value as it enters a learning tensor.</summary>
    public float Scaled(double value, int hosts) => (float)(Scale switch
    {
        FeatureScale.Log => Math.Log(1 + value),
        FeatureScale.TimesHosts => value * hosts,
        _ => value,
    });
}

/// <summary>A feature and the function that computes it from a view of one host, pair or window.</summary>
public sealed record Feature<TView>(FeatureDescription About, Func<TView, double> Value);

namespace NetMl.Federation.Encoding;

/// <summary>What lies where in the vector that a site sends: values ‖ metrics ‖ clip indicator ‖ weight. All but the weight are multiplied by the weight.</summary>
/// <param name="Values">Elements of the strategy's contribution (or of a statistic).</param>
/// <param name="Classes">With metrics: classes of the task; the metrics are loss, accuracy, then true positives, false positives and false negatives of each class as shares of the test items. −1 = no metrics.</param>
/// <param name="HasClipIndicator">1 where the site's update was not clipped (adaptive clipping).</param>
public sealed record ContributionLayout(int Values, int Classes, bool HasClipIndicator)
{
    public int Metrics => Classes < 0 ? 0 : 2 + 3 * Classes;

    public int MetricsAt => Values;

    public int ClipIndicatorAt => Values + Metrics;

    public int WeightAt => Length - 1;

    public int Length => Values + Metrics + (HasClipIndicator ? 1 : 0) + 1;
}

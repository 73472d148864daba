namespace NetMl.Behaviours.Detection;

/// <summary>The score of what is counted against a threshold.</summary>
internal static class ThresholdScore
{
    /// <summary>50 at the threshold, 100 at ten times the threshold and above: 50 + 50 · log10(value / threshold), to one digit.</summary>
    public static double Of(double value, double threshold) => Math.Round(Math.Clamp(50 + 50 * Math.Log10(value / threshold), 0, 100), 1);
}

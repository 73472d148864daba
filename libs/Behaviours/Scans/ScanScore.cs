namespace NetMl.Behaviours.Scans;

/// <summary>The score that both scans share.</summary>
internal static class ScanScore
{
    /// <summary>
    /// failed share · (50 + 50 · log10(tried / threshold)), at most 100: 50 at the threshold, 100 at ten times the threshold,
    /// and little for a busy host that fails now and then.
    /// </summary>
    /// <param name="tried">Different hosts or ports within the bursts.</param>
    /// <param name="failed">Failed attempts of this source at the same port or host.</param>
    /// <param name="attempts">All its attempts there; ≥ <paramref name="failed"/>.</param>
    public static double Of(int tried, int threshold, long failed, long attempts) =>
        Math.Round(failed / (double)attempts * Math.Min(100, 50 + 50 * Math.Log10(tried / (double)threshold)), 1);
}

using System.Globalization;

namespace NetMl.Behaviours.Scans;

/// <summary>What both scans say alike.</summary>
internal static class ScanWords
{
    /// <summary>"tried" or "slowly tried".</summary>
    public static string Tried(bool isSlow) => isSlow ? "slowly tried" : "tried";

    /// <summary>"150 of 200 attempts failed."</summary>
    public static string Failed(long failed, long attempts) => string.Create(CultureInfo.InvariantCulture, $"{failed} of {attempts} attempts failed.");

    /// <summary>The numbers that both have.</summary>
    public static void Add(IDictionary<string, double> evidence, long bursts, long failed, long attempts, double seconds, bool isSlow)
    {
        evidence["bursts"] = bursts;
        evidence["failed_attempts"] = failed;
        evidence["attempts"] = attempts;
        evidence["failed_share"] = Math.Round(failed / (double)attempts, 4);
        evidence["duration_seconds"] = Math.Round(seconds, 3);
        evidence["slow"] = isSlow ? 1 : 0;
    }
}

using NetMl.Behaviours.Connections;
using NetMl.Behaviours.Detection;

namespace NetMl.Behaviours.Roles;

/// <summary>What a host did within one window.</summary>
/// <param name="Window">Number of the window since 1970.</param>
/// <param name="FirstRow">First row of the series in it.</param>
/// <param name="EndRow">First row after it.</param>
/// <param name="Values">One for each of <see cref="Names"/>: log10(1 + count).</param>
internal sealed record RoleFeatures(long Window, int FirstRow, int EndRow, double[] Values)
{
    /// <summary>Names as in evidence.</summary>
    public static readonly string[] Names = ["hosts_called_inside", "hosts_called_outside", "ports_called", "callers_answered", "ports_served", "sent_bytes"];

    /// <summary>The same as people say them.</summary>
    public static readonly string[] Words = ["hosts called inside", "hosts called outside", "ports called", "callers answered", "ports served", "bytes sent"];

    /// <summary>Count behind a value.</summary>
    public static double CountOf(double value) => Math.Round(Math.Pow(10, value) - 1);

    /// <summary>Features of each window with traffic, in time order. O(m).</summary>
    public static List<RoleFeatures> Of(ConnectionSeries series, int host, TimeSpan width, CancellationToken cancellationToken)
    {
        var windows = new List<RoleFeatures>();
        for (int begin = 0, end; begin < series.Rows.Length; begin = end)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var window = Times.Window(series.Rows[begin].Start, width);
            end = begin + 1;
            while (end < series.Rows.Length && Times.Window(series.Rows[end].Start, width) == window)
                end++;
            windows.Add(new RoleFeatures(window, begin, end, Count(series, begin, end, host)));
        }
        return windows;
    }

    private static double[] Count(ConnectionSeries series, int begin, int end, int host)
    {
        HashSet<int> inside = [], outside = [], portsCalled = [], callers = [], portsServed = [];
        double sent = 0;
        for (var i = begin; i < end; i++)
        {
            var row = series.Rows[i];
            if (!Direction.IsBetweenHosts(series, row))
                continue;
            if (row.Source == host)
            {
                (series.Host(row.Target).Scope == AddressScope.Private ? inside : outside).Add(row.Target);
                portsCalled.Add((row.Port << 8) | row.Protocol);
                sent += Math.Max(0, row.SourceBytes);
            }
            else if (!row.Failed && row.TargetBytes > 0)
            {
                callers.Add(row.Source);
                portsServed.Add((row.Port << 8) | row.Protocol);
                sent += row.TargetBytes;
            }
        }
        return [Log(inside.Count), Log(outside.Count), Log(portsCalled.Count), Log(callers.Count), Log(portsServed.Count), Log(sent)];
    }

    private static double Log(double count) => Math.Log10(1 + count);
}

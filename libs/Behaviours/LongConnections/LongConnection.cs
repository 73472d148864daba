using System.Globalization;
using NetMl.Behaviours.Connections;
using NetMl.Behaviours.Detection;

namespace NetMl.Behaviours.LongConnections;

/// <summary>Finds pairs of hosts with connections that stay open for hours, one after the other or all at once.</summary>
/// <remarks>
/// O(m log m) for m connections of the pair. Scores the time in which at least one long connection was open: connections at the same time
/// do not count twice, short ones not at all. Source: the steps of RITA (1, 4, 8, 12 hours); we differ: RITA scores the sum of all durations.
/// </remarks>
public sealed class LongConnection(LongConnectionOptions options) : IDetector
{
    private static readonly (double Hours, double Score)[] Steps = [(0, 0), (1, 20), (4, 40), (8, 60), (12, 80), (24, 100)];

    /// <inheritdoc/>
    public string Name => BehaviourNames.LongConnection;

    /// <inheritdoc/>
    public SeriesKind Kind => SeriesKind.Pair;

    /// <inheritdoc/>
    public int FewestConnections => 1;

    /// <inheritdoc/>
    public double MinimumScore => options.MinimumScore;

    /// <inheritdoc/>
    public Examination Examine(ConnectionSeries series, CancellationToken cancellationToken)
    {
        var rows = LongOnes(series);
        if (rows.Count == 0)
            return Examination.Nothing;
        var openSeconds = OpenSeconds(series, rows);
        var score = ScoreOf(openSeconds / 3600);
        return score < options.MinimumScore ? Examination.Nothing : new Examination([Describe(series, rows, openSeconds, score)]);
    }

    /// <inheritdoc/>
    public IEnumerable<Candidate> Conclude(IReadOnlyList<Candidate> candidates, INetworkFacts network)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        return candidates.Where(one => network.IsOutward(one.Source, one.Target, options.IncludeInternalPairs));
    }

    private List<int> LongOnes(ConnectionSeries series)
    {
        var rows = new List<int>();
        for (var i = 0; i < series.Rows.Length; i++)
        {
            var connection = series.Rows[i];
            if (connection.Duration > 0 && (ulong)connection.Duration >= Times.Nanoseconds(options.ShortestCounted) && !connection.Failed && IsWanted(series, connection))
                rows.Add(i);
        }
        return rows;
    }

    private bool IsWanted(ConnectionSeries series, Connection connection) =>
        !ErrorReports.Is(connection) && (Direction.MayBeOutward(series, connection) || (options.IncludeInternalPairs && Direction.IsInternal(series, connection)));

    /// <summary>Length of the union of the open times; rows ascend by start.</summary>
    private static double OpenSeconds(ConnectionSeries series, List<int> rows)
    {
        double seconds = 0;
        var coveredTo = long.MinValue;
        foreach (var row in rows)
        {
            long start = Math.Max(series.Rows[row].Start, coveredTo), end = Times.End(series.Rows[row]);
            if (end <= start)
                continue;
            seconds += Times.Seconds(start, end);
            coveredTo = end;
        }
        return seconds;
    }

    private static double ScoreOf(double hours)
    {
        for (var i = 1; i < Steps.Length; i++)
        {
            if (hours < Steps[i].Hours)
                return Math.Round(Steps[i - 1].Score + (hours - Steps[i - 1].Hours) / (Steps[i].Hours - Steps[i - 1].Hours) * (Steps[i].Score - Steps[i - 1].Score), 1);
        }
        return Steps[^1].Score;
    }

    private Candidate Describe(ConnectionSeries series, List<int> rows, double openSeconds, double score)
    {
        Connection first = series.Rows[rows[0]], last = series.Rows[rows[^1]];
        var connection = first;
        double sourceBytes = 0, targetBytes = 0;
        foreach (var row in rows)
        {
            if (series.Rows[row].Duration > connection.Duration)
                connection = series.Rows[row];
            sourceBytes += Math.Max(0, series.Rows[row].SourceBytes);
            targetBytes += Math.Max(0, series.Rows[row].TargetBytes);
        }
        string source = series.Host(first.Source).Text, target = series.Host(first.Target).Text;
        var longestSeconds = connection.Duration / 1e9;
        var evidence = new Dictionary<string, double>
        {
            ["open_seconds"] = Math.Round(openSeconds, 3),
            ["longest_seconds"] = Math.Round(longestSeconds, 3),
            ["long_connections"] = rows.Count,
            ["port"] = connection.Port,
            ["source_bytes"] = sourceBytes,
            ["target_bytes"] = targetBytes,
        };
        var many = rows.Count == 1 ? "one connection" : string.Create(CultureInfo.InvariantCulture, $"{rows.Count} long connections");
        var sentence = string.Create(CultureInfo.InvariantCulture,
            $"{source} kept {many} to {target} open for {Durations.InWords(openSeconds)}, the longest for {Durations.InWords(longestSeconds)} on {Ports.InWords(connection.Port, connection.Protocol)}.");
        return new Candidate(first.Source, first.Target, connection.Port, connection.Protocol,
            new Finding(Name, source, target, first.Start, last.Start, score, "T1071", evidence, sentence) { Flows = rows.Count, Uids = RowUids.Of(series, rows) });
    }
}

using System.Globalization;
using NetMl.Behaviours.Connections;
using NetMl.Behaviours.Detection;

namespace NetMl.Behaviours.Exfiltration;

/// <summary>Finds hosts that send far more to one host on the Internet than they ever send to anybody, and get little back.</summary>
/// <remarks>
/// O(m log m) for m connections of the host, of which at most 32 targets are told. A connection's bytes count in the window in which it began. History = what the host sent to
/// each other target in each window. Score = 40 at the least bytes, +20 for each tenfold; +10 for ten times the share sent; +10 for a target
/// not called before that window; +20 for a deviation twice as large as asked for, −10 when there is no history: everybody uploads now and then.
/// </remarks>
public sealed class DataExfiltration(ExfiltrationOptions options) : IDetector
{
    /// <summary>Targets of one host that are told of, those with most bytes in a window: each is compared with all the others.</summary>
    private const int MostTargets = 32;
    private const double PointsWithoutHistory = -10;
    private const double LeastSigma = 0.25; // log10: a factor of 1.8.

    /// <inheritdoc/>
    public string Name => BehaviourNames.Exfiltration;

    /// <inheritdoc/>
    public SeriesKind Kind => SeriesKind.Source;

    /// <inheritdoc/>
    public int FewestConnections => 1;

    /// <inheritdoc/>
    public double MinimumScore => options.MinimumScore;

    /// <inheritdoc/>
    public Examination Examine(ConnectionSeries series, CancellationToken cancellationToken)
    {
        var uploads = Uploads(series);
        var found = new SortedDictionary<int, List<Upload>>();
        foreach (var upload in uploads.Values.Where(IsLarge))
        {
            if (!found.TryGetValue(upload.Target, out var known))
                found[upload.Target] = known = [];
            known.Add(upload);
        }
        if (found.Count == 0)
            return Examination.Nothing;

        var history = new UploadHistory(uploads.Values.Where(upload => upload.Sent > 0).Select(upload => (upload.Target, Math.Log10(upload.Sent))));
        var candidates = new List<Candidate>();
        var most = found.OrderByDescending(target => target.Value.Max(upload => upload.Sent)).ThenBy(target => target.Value.Max(upload => upload.Rows[0])).Take(MostTargets);
        foreach (var (target, windows) in most)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Examine(series, [.. windows.OrderBy(upload => upload.Window)], history.Without(target)) is { } candidate)
                candidates.Add(candidate);
        }
        return new Examination(candidates);
    }

    /// <inheritdoc/>
    public IEnumerable<Candidate> Conclude(IReadOnlyList<Candidate> candidates, INetworkFacts network)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        return candidates.Where(one => network.IsOutward(one.Source, one.Target, includeInternal: false));
    }

    private bool IsLarge(Upload upload) => upload.Sent >= options.Bytes && upload.Sent >= options.SentPerReceived * upload.Received;

    private static Dictionary<(long Window, int Target), Upload> Uploads(ConnectionSeries series, TimeSpan window)
    {
        var uploads = new Dictionary<(long Window, int Target), Upload>();
        var seen = new HashSet<int>();
        for (var i = 0; i < series.Rows.Length; i++)
        {
            var row = series.Rows[i];
            if (!Direction.MayBeOutward(series, row))
                continue;
            var key = (Times.Window(row.Start, window), row.Target);
            if (!uploads.TryGetValue(key, out var upload))
                uploads[key] = upload = new Upload(key.Item1, row.Target, IsFirst: seen.Add(row.Target));
            upload.Add(row, i);
        }
        return uploads;
    }

    private Dictionary<(long Window, int Target), Upload> Uploads(ConnectionSeries series) => Uploads(series, options.Window);

    private Candidate? Examine(ConnectionSeries series, IReadOnlyList<Upload> windows, UploadHistory.Others history)
    {
        var largest = windows.MaxBy(upload => upload.Sent) ?? throw new InvalidOperationException("A target without windows.");
        var hasHistory = history.Count >= options.HistoryWindows;
        var deviations = history.Z(Math.Log10(largest.Sent), LeastSigma);
        if (hasHistory && deviations < options.Deviations)
            return null;

        var score = 40 + 20 * Math.Log10(largest.Sent / options.Bytes)
            + Math.Min(10, 10 * Math.Log10(largest.Sent / Math.Max(1, largest.Received) / options.SentPerReceived))
            + (largest.IsFirst ? 10 : 0)
            + (hasHistory ? Math.Min(20, 20 * (deviations - options.Deviations) / options.Deviations) : PointsWithoutHistory);
        score = Math.Round(Math.Clamp(score, 0, 100), 1);
        return score < options.MinimumScore ? null : Describe(series, windows, largest, hasHistory ? (Math.Pow(10, history.Median), deviations) : null, score);
    }

    private Candidate Describe(ConnectionSeries series, IReadOnlyList<Upload> windows, Upload largest, (double Bytes, double Deviations)? usual, double score)
    {
        int[] rows = [.. windows.SelectMany(upload => upload.Rows).Order()];
        Connection first = series.Rows[rows[0]], last = series.Rows[rows[^1]], main = series.Rows[largest.Largest];
        string source = series.Host(first.Source).Text, target = series.Host(first.Target).Text;
        double sent = windows.Sum(upload => upload.Sent), received = windows.Sum(upload => upload.Received);
        var evidence = new Dictionary<string, double>
        {
            ["sent_bytes"] = sent,
            ["received_bytes"] = received,
            ["most_sent_bytes_in_window"] = largest.Sent,
            ["window_seconds"] = options.Window.TotalSeconds,
            ["windows"] = windows.Count,
            ["connections"] = rows.Length,
            ["port"] = main.Port,
            ["first_contact"] = largest.IsFirst ? 1 : 0,
        };
        var compared = "there is little history to compare it with";
        if (usual is var (bytes, deviations))
        {
            evidence["usual_bytes_in_window"] = Math.Round(bytes);
            evidence["deviations"] = Math.Round(deviations, 2);
            compared = $"it usually sends {Sizes.InWords(bytes)} to one host in {Durations.InWords(options.Window.TotalSeconds)}";
        }
        var sentence = string.Create(CultureInfo.InvariantCulture,
            $"{source} sent {Sizes.InWords(sent)} to {target} on {Ports.InWords(main.Port, main.Protocol)} and got {Sizes.InWords(received)} back; {compared}.");
        return new Candidate(first.Source, first.Target, main.Port, main.Protocol,
            new Finding(Name, source, target, first.Start, last.Start, score, "T1048", evidence, sentence) { Flows = rows.Length, Uids = RowUids.Of(series, rows) });
    }

    /// <summary>What a host sent to one target in one window.</summary>
    private sealed record Upload(long Window, int Target, bool IsFirst)
    {
        private double _largestBytes = -1;

        public double Sent { get; private set; }

        public double Received { get; private set; }

        /// <summary>Row that carried most.</summary>
        public int Largest { get; private set; }

        public List<int> Rows { get; } = [];

        public void Add(Connection row, int place)
        {
            Sent += Math.Max(0, row.SourceBytes);
            Received += Math.Max(0, row.TargetBytes);
            Rows.Add(place);
            if (row.SourceBytes <= _largestBytes)
                return;
            _largestBytes = row.SourceBytes;
            Largest = place;
        }
    }
}

using System.Globalization;
using NetMl.Behaviours.Connections;
using NetMl.Behaviours.Detection;
using NetMl.Flows;

namespace NetMl.Behaviours.RareDestinations;

/// <summary>Finds hosts that call somebody on the Internet whom nobody called before and hardly anybody else calls, and stay with it.</summary>
/// <remarks>
/// O(m) for m connections of the pair. Points: 20 for the contact, up to 30 for bytes sent, 10 for more sent than received, 10 for calls
/// in 3 different hours and 20 for 6, 10 for an hour of open connections, 20 for a port that few services use; at most 90.
/// </remarks>
public sealed class RareDestination(RareDestinationOptions options) : IDetector
{
    private const double MostPoints = 90;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public string Name => BehaviourNames.RareDestination;

    /// <inheritdoc/>
    public SeriesKind Kind => SeriesKind.Pair;

    /// <inheritdoc/>
    public int FewestConnections => 1;

    /// <inheritdoc/>
    public double MinimumScore => options.MinimumScore;

    /// <inheritdoc/>
    public Examination Examine(ConnectionSeries series, CancellationToken cancellationToken)
    {
        if (!Direction.MayBeOutward(series, series.Rows[0]))
            return Examination.Nothing;
        var contact = Contact.Of(series);
        if (contact.Answered == 0)
            return Examination.Nothing;
        var score = Score(contact);
        return score < options.MinimumScore ? Examination.Nothing : new Examination([Describe(series, contact, score)]);
    }

    /// <inheritdoc/>
    public IEnumerable<Candidate> Conclude(IReadOnlyList<Candidate> candidates, INetworkFacts network)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(network);
        var learning = Math.Min(options.LearningTime.TotalSeconds, options.LearningShare * Times.Seconds(network.First, network.Last));
        return network.Insiders < options.FewestInsiders ? [] : candidates.Where(one =>
            network.IsOutward(one.Source, one.Target, includeInternal: false)
            && network.Callers(one.Target) <= options.Callers
            && Times.Seconds(network.First, network.FirstSeen(one.Target)) > learning
            && Times.Seconds(network.First, network.FirstSeen(one.Source)) <= learning);
    }

    private double Score(Contact contact)
    {
        var bytes = Math.Clamp(10 * Math.Log10(Math.Max(1, contact.Sent) / options.Bytes), 0, 30);
        var direction = contact.Sent > Math.Max(options.Bytes, contact.Received) ? 10 : 0;
        var hours = contact.Hours >= 6 ? 20 : contact.Hours >= 3 ? 10 : 0;
        var open = contact.OpenSeconds >= Hour.TotalSeconds ? 10 : 0;
        var port = contact.Protocol is IpProtocol.Tcp or IpProtocol.Udp && !options.CommonPorts.Contains(contact.Port) ? 20 : 0;
        return Math.Round(Math.Min(MostPoints, 20 + bytes + direction + hours + open + port), 1);
    }

    private Candidate Describe(ConnectionSeries series, Contact contact, double score)
    {
        Connection first = series.Rows[0], last = series.Rows[^1];
        string source = series.Host(first.Source).Text, target = series.Host(first.Target).Text;
        var evidence = new Dictionary<string, double>
        {
            ["connections"] = series.Rows.Length,
            ["answered_connections"] = contact.Answered,
            ["sent_bytes"] = contact.Sent,
            ["received_bytes"] = contact.Received,
            ["hours_with_calls"] = contact.Hours,
            ["open_seconds"] = Math.Round(contact.OpenSeconds, 3),
            ["port"] = contact.Port,
        };
        var hours = contact.Hours == 1 ? "one hour" : string.Create(CultureInfo.InvariantCulture, $"{contact.Hours} different hours");
        var sentence = string.Create(CultureInfo.InvariantCulture,
            $"{source} called {target}, which nobody called before, in {hours} on {Ports.InWords(contact.Port, contact.Protocol)}, sent {Sizes.InWords(contact.Sent)} and got {Sizes.InWords(contact.Received)}.");
        return new Candidate(first.Source, first.Target, contact.Port, contact.Protocol,
            new Finding(Name, source, target, first.Start, last.Start, score, "T1071", evidence, sentence)
            {
                Flows = series.Rows.Length,
                Uids = RowUids.Of(series, [.. Enumerable.Range(0, series.Rows.Length)]),
            });
    }

    /// <summary>All calls of a pair together; the port is that of most calls.</summary>
    private readonly record struct Contact(int Answered, double Sent, double Received, double OpenSeconds, int Hours, int Port, byte Protocol)
    {
        public static Contact Of(ConnectionSeries series)
        {
            var ports = new Dictionary<(int Port, byte Protocol), int>();
            var hours = new HashSet<long>();
            double sent = 0, received = 0, open = 0;
            var answered = 0;
            foreach (var row in series.Rows)
            {
                ports[(row.Port, row.Protocol)] = ports.GetValueOrDefault((row.Port, row.Protocol)) + 1;
                hours.Add(Times.Window(row.Start, Hour));
                sent += Math.Max(0, row.SourceBytes);
                received += Math.Max(0, row.TargetBytes);
                open += Math.Max(0, row.Duration) / 1e9;
                answered += !row.Failed && row.TargetBytes > 0 ? 1 : 0;
            }
            var (port, protocol) = ports.OrderByDescending(one => one.Value).ThenBy(one => one.Key).First().Key;
            return new Contact(answered, sent, received, open, hours.Count, port, protocol);
        }
    }
}

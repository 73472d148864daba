using System.Globalization;
using NetMl.Behaviours.Connections;
using NetMl.Behaviours.Detection;

namespace NetMl.Behaviours.Scans;

/// <summary>All scanned ports of one source.</summary>
internal sealed class ScanOfSource
{
    private readonly HashSet<int> _hosts = [];
    private readonly HashSet<int> _failed = [];
    private int _ports;
    private int _bursts;
    private int _attempts;
    private int _most;
    private bool _isSlow = true;
    private Connection _fullest;

    /// <summary>Row numbers of the failed attempts.</summary>
    public IReadOnlySet<int> Failed => _failed;

    /// <summary>Adds a port. Of ports that were tried on equally many hosts, the first stays the one that is named.</summary>
    public void Add(ReadOnlySpan<Connection> rows, ScanBursts bursts)
    {
        _hosts.UnionWith(bursts.Hosts(rows));
        _failed.UnionWith(bursts.Failed);
        _ports++;
        _bursts += bursts.Count;
        _attempts += bursts.Attempts;
        _isSlow &= bursts.IsSlow;
        if (bursts.Most <= _most)
            return;
        _most = bursts.Most;
        _fullest = rows[bursts.Failed[0]];
    }

    public Candidate Describe(ConnectionSeries series, ScanOptions options)
    {
        int[] failed = [.. _failed];
        Array.Sort(failed);
        long first = series.Rows[failed[0]].Start, last = series.Rows[failed[^1]].Start;
        var source = series.Host(_fullest.Source).Text;
        var seconds = Times.Seconds(first, last);
        var evidence = new Dictionary<string, double>
        {
            ["hosts"] = _hosts.Count,
            ["most_hosts_in_window"] = _most,
            ["port"] = _fullest.Port,
            ["scanned_ports"] = _ports,
        };
        ScanWords.Add(evidence, _bursts, _failed.Count, _attempts, seconds, _isSlow);
        var more = _ports == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" and {_ports - 1} more");
        var sentence = string.Create(CultureInfo.InvariantCulture,
            $"{source} {ScanWords.Tried(_isSlow)} {_hosts.Count} hosts on {Behaviours.Ports.InWords(_fullest.Port, _fullest.Protocol)}{more} within {Durations.InWords(seconds)}, a horizontal scan; {ScanWords.Failed(_failed.Count, _attempts)}");
        var score = ScanScore.Of(_hosts.Count, _isSlow ? options.SlowHosts : options.Hosts, _failed.Count, _attempts);
        var finding = new Finding(BehaviourNames.AddressScan, source, null, first, last, score, "T1046", evidence, sentence)
        {
            Uids = RowUids.Of(series, failed),
            Flows = _failed.Count,
        };
        return new Candidate(_fullest.Source, -1, _fullest.Port, _fullest.Protocol, finding);
    }
}

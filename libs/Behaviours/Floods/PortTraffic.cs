using NetMl.Behaviours.Connections;
using NetMl.Behaviours.Detection;

namespace NetMl.Behaviours.Floods;

/// <summary>How many connections came at once to one port: rows of a pair in time order.</summary>
internal sealed class PortTraffic
{
    private readonly List<Connection> _rows = [];
    private readonly List<int> _places = [];

    /// <summary>Connections in time order.</summary>
    public IReadOnlyList<Connection> Rows => _rows;

    /// <summary>Where they lie in the series.</summary>
    public IReadOnlyList<int> Places => _places;

    public void Add(Connection connection, int place)
    {
        _rows.Add(connection);
        _places.Add(place);
    }

    /// <summary>Most connections begun within a window, and the first and last index of all windows that reach the threshold. O(m).</summary>
    public Stretch Peak(TimeSpan window, double threshold)
    {
        var width = Times.Nanoseconds(window);
        int begin = 0, most = 0, first = -1, last = -1;
        for (var end = 0; end < _rows.Count; end++)
        {
            while (Times.Between(_rows[begin].Start, _rows[end].Start) >= width)
                begin++;
            var count = end - begin + 1;
            most = Math.Max(most, count);
            if (count < threshold)
                continue;
            first = first < 0 ? begin : first;
            last = end;
        }
        return new Stretch(most, first, last);
    }

    /// <summary>Most connections open at once among those begun within a window. O(m log m).</summary>
    public Stretch MostOpen(TimeSpan window, double threshold)
    {
        var width = Times.Nanoseconds(window);
        var open = new PriorityQueue<int, long>();
        int most = 0, first = -1, last = -1;
        for (var i = 0; i < _rows.Count; i++)
        {
            while (open.TryPeek(out var oldest, out var end) && (end <= _rows[i].Start || Times.Between(_rows[oldest].Start, _rows[i].Start) >= width))
                open.Dequeue();
            open.Enqueue(i, Times.End(_rows[i]));
            most = Math.Max(most, open.Count);
            if (open.Count < threshold)
                continue;
            first = first < 0 ? Math.Max(0, i - open.Count + 1) : first;
            last = i;
        }
        return new Stretch(most, first, last);
    }

    /// <summary>Median connections of the windows that have any, and how many those are. O(m).</summary>
    public (double Median, int Windows) Usual(TimeSpan window)
    {
        var counts = new List<double>();
        var current = long.MinValue;
        foreach (var row in _rows)
        {
            var number = Times.Window(row.Start, window);
            if (counts.Count == 0 || number != current)
                counts.Add(0);
            counts[^1]++;
            current = number;
        }
        return (RobustStatistics.Median(counts), counts.Count);
    }
}

/// <summary>Most at once, and the indices between which a threshold was reached; −1 = never.</summary>
internal readonly record struct Stretch(int Most, int First, int Last);

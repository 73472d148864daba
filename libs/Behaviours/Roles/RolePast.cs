using NetMl.Behaviours.Detection;

namespace NetMl.Behaviours.Roles;

/// <summary>What a host did in the latest windows before one: its largest and its usual values. O(1) for each window that the past moves on, and O(past log past) where the usual ones are asked for.</summary>
/// <param name="most">Windows that are looked back at most.</param>
internal sealed class RolePast(List<RoleFeatures> windows, int most)
{
    private readonly Falling[] _largest = [.. RoleFeatures.Names.Select(_ => new Falling(Math.Clamp(windows.Count, 1, most)))];
    private readonly (double Median, double Deviation)?[] _usual = new (double, double)?[RoleFeatures.Names.Length];
    private int _end;

    /// <summary>Windows in it.</summary>
    public int Count => Math.Min(_end, most);

    /// <summary>Makes it the past of a window, which must not lie before the last one.</summary>
    public void MoveTo(int window)
    {
        if (window == _end)
            return;
        Array.Clear(_usual);
        for (; _end < window; _end++)
        {
            for (var feature = 0; feature < _largest.Length; feature++)
                _largest[feature].Add(_end, windows[_end].Values[feature]);
        }
    }

    /// <summary>The largest value of a feature; there must be any.</summary>
    public double Largest(int feature) => _largest[feature].First;

    /// <summary>Median of a feature and the median absolute deviation from it.</summary>
    public (double Median, double Deviation) Usual(int feature)
    {
        if (_usual[feature] is { } known)
            return known;
        double[] values = [.. windows[(_end - Count).._end].Select(window => window.Values[feature])];
        var median = RobustStatistics.Median(values);
        var made = (median, RobustStatistics.Median(values.Select(value => Math.Abs(value - median))));
        _usual[feature] = made;
        return made;
    }

    /// <summary>The values of the latest windows that no later one reaches: the first is the largest. A ring.</summary>
    private sealed class Falling(int most)
    {
        private readonly (int Window, double Value)[] _ring = new (int, double)[most];
        private int _first, _count;

        public double First => _ring[_first].Value;

        public void Add(int window, double value)
        {
            if (_count > 0 && _ring[_first].Window <= window - _ring.Length)
            {
                _first = (_first + 1) % _ring.Length;
                _count--;
            }
            while (_count > 0 && _ring[(_first + _count - 1) % _ring.Length].Value <= value)
                _count--;
            _ring[(_first + _count++) % _ring.Length] = (window, value);
        }
    }
}

namespace NetMl.Contracts.Training;

/// <summary>A point of a curve that is drawn while a job runs.</summary>
/// <param name="At">Epoch, from 1; of a search: seconds since its first training began.</param>
/// <param name="Loss">Mean training loss.</param>
/// <param name="Score">The job's metric on the validation part; of a search: the best so far.</param>
public sealed record CurvePoint(double At, double? Loss = null, double? Score = null);

/// <summary>A curve of bounded length: when it is full, every second point is left out, and of what follows only as many are kept. For one thread at a time.</summary>
/// <param name="most">Points that are kept, at least 4.</param>
public sealed class LearningCurve(int most = LearningCurve.Most)
{
    /// <summary>Points of one curve unless a smaller bound is set.</summary>
    public const int Most = 512;

    private readonly List<CurvePoint> _kept = [];
    private CurvePoint? _last;
    private int _stride = 1;
    private int _skipped;

    /// <summary>In order; the first and the newest point are always there.</summary>
    public IReadOnlyList<CurvePoint> Points => _last is null ? [.. _kept] : [.. _kept, _last];

    /// <summary>Adds points behind the others; a point that goes back to where the curve has been replaces what it had from there on.</summary>
    public void Add(IEnumerable<CurvePoint> points)
    {
        foreach (var point in points)
            Add(point);
    }

    /// <inheritdoc cref="Add(IEnumerable{CurvePoint})"/>
    public void Add(CurvePoint point)
    {
        if (_last?.At >= point.At || (_kept.Count > 0 && _kept[^1].At >= point.At))
        {
            _kept.RemoveAll(kept => kept.At >= point.At);
            _last = null;
        }
        _last = point;
        if (_kept.Count > 0 && ++_skipped < _stride)
            return;
        _kept.Add(point);
        (_last, _skipped) = (null, 0);
        if (_kept.Count < most - 1)
            return;
        for (var place = 1; place < _kept.Count; place++)
            _kept.RemoveAt(place);
        _stride *= 2;
    }
}

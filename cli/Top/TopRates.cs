using NetMl.Contracts.Datasets;

namespace NetMl.Cli.Top;

/// <summary>What came in per second.</summary>
/// <param name="Flows">Flows stored per second.</param>
/// <param name="Bytes">Bytes stored per second.</param>
internal readonly record struct TopRate(double Flows, double Bytes);

/// <summary>Rates of data sets from their totals, read one after another; keeps the last two minutes at one reading a second.</summary>
internal sealed class TopRates
{
    private const int MostReadings = 120;

    /// <summary>A rate is taken over this long, so that one late reading does not make it jump.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    private readonly List<(DateTimeOffset Time, Dictionary<string, DatasetSummary> Totals)> _readings = [];

    public void Add(DateTimeOffset time, IEnumerable<DatasetSummary> datasets)
    {
        if (_readings.Count == MostReadings)
            _readings.RemoveAt(0);
        _readings.Add((time, datasets.ToDictionary(one => one.Dataset, StringComparer.Ordinal)));
    }

    /// <summary>Over the last seconds; 0 until there are two readings.</summary>
    public TopRate Of(string dataset)
    {
        if (_readings.Count < 2)
            return default;
        var last = _readings.Count - 1;
        var first = _readings.FindIndex(reading => _readings[last].Time - reading.Time <= Window);
        return Between(dataset, Math.Min(first, last - 1), last);
    }

    /// <summary>Flows per second between each two readings, oldest first.</summary>
    public IReadOnlyList<double> History(string dataset) =>
        [.. Enumerable.Range(1, Math.Max(0, _readings.Count - 1)).Select(i => Between(dataset, i - 1, i).Flows)];

    /// <summary>The data set with the highest rate; without traffic the one with the latest flow. Null without data sets.</summary>
    public string? Busiest() => _readings.Count == 0 ? null : _readings[^1].Totals.Values
        .OrderByDescending(one => Of(one.Dataset).Flows).ThenByDescending(one => one.LastFlow).ThenBy(one => one.Dataset, StringComparer.Ordinal).FirstOrDefault()?.Dataset;

    /// <summary>A data set that was deleted and made anew has no rate meanwhile.</summary>
    private TopRate Between(string dataset, int from, int to)
    {
        var seconds = (_readings[to].Time - _readings[from].Time).TotalSeconds;
        if (!_readings[to].Totals.TryGetValue(dataset, out var now) || seconds <= 0)
            return default;
        var before = _readings[from].Totals.GetValueOrDefault(dataset);
        return new TopRate(Math.Max(0, now.Rows - (before?.Rows ?? 0)) / seconds, Math.Max(0, now.Bytes - (before?.Bytes ?? 0)) / seconds);
    }
}

using System.Globalization;
using NetMl.Graphs.Files;
using NetMl.Graphs.Traversal;

namespace NetMl.Graphs.Labelled;

/// <summary>The times of a graph's edge rows: its edge attribute "time" or, failing that, "timestamp".</summary>
/// <remarks>Numbers are seconds since 1970 (fractions are cut off), text is a date and time in ISO 8601, UTC unless it says otherwise. Rows without a value have no time.</remarks>
public static class RowTimes
{
    /// <summary>Names of the attribute, the first that is there.</summary>
    public static IReadOnlyList<string> Names { get; } = ["time", "timestamp"];

    private static readonly long Earliest = DateTimeOffset.MinValue.ToUnixTimeSeconds();
    private static readonly long Latest = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>One timed edge for each row with a time, repeats kept, in seconds since 1970; null when no row has one.</summary>
    /// <exception cref="GraphInputException">A value that is no time.</exception>
    /// <remarks>O(rows log rows).</remarks>
    public static TimedEdges? Of(NamedGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var column = Names.Select(name => graph.TryFindEdgeColumn(name, out var found) ? found : null).FirstOrDefault(found => found is not null);
        if (column is null || column.Count == 0)
            return null;
        var (sources, targets, times) = (new List<int>(column.Count), new List<int>(column.Count), new List<long>(column.Count));
        for (var row = 0; row < graph.EdgeCount; row++)
        {
            if (!column.Has(row))
                continue;
            times.Add(Seconds(graph, column, row));
            sources.Add(graph.Sources.Span[row]);
            targets.Add(graph.Targets.Span[row]);
        }
        return TimedEdges.Of(graph.NodeCount, sources.ToArray(), targets.ToArray(), times.ToArray());
    }

    private static long Seconds(NamedGraph graph, AttributeColumn column, int row)
    {
        if (column.Kind == AttributeKind.Text)
        {
            return DateTimeOffset.TryParse(column.TextAt(row), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
                ? instant.ToUnixTimeSeconds() : throw NoTime(graph, column, row);
        }
        var number = Math.Floor(column.NumberAt(row) ?? double.NaN);
        return number >= Earliest && number <= Latest ? (long)number : throw NoTime(graph, column, row);
    }

    private static GraphInputException NoTime(NamedGraph graph, AttributeColumn column, int row) => new(
        1, $"the edge from '{graph.Ids[graph.Sources.Span[row]]}' to '{graph.Ids[graph.Targets.Span[row]]}' has {column.Name} '{column.TextAt(row)}'; it must be seconds since 1970 or a date and time such as 2004-04-15T14:56:01Z.");
}

using System.Globalization;

namespace NetMl.Features.Exploration;

/// <summary>Conditions on columns of numbers, all of which must hold: <c>bytes_out&gt;1e6,degree&lt;=3</c>.</summary>
public sealed class NumberFilter
{
    private static readonly string[] Comparisons = [">=", "<=", "!=", ">", "<", "="];
    private readonly List<(int Column, string Comparison, double Value)> _conditions = [];

    private NumberFilter()
    {
    }

    /// <summary>Every row.</summary>
    public static NumberFilter None { get; } = new();

    /// <summary>Reads conditions, separated by commas: a column, one of &gt; &gt;= &lt; &lt;= = !=, and a finite number.</summary>
    /// <param name="text">Null or empty = no condition.</param>
    /// <param name="columns">Names that may be used.</param>
    /// <param name="wrong">What cannot be read when this is null: a condition, or the name in one that is no column.</param>
    /// <param name="isName">Whether <paramref name="wrong"/> is such a name.</param>
    public static NumberFilter? TryParse(string? text, IReadOnlyList<string> columns, out string wrong, out bool isName)
    {
        ArgumentNullException.ThrowIfNull(columns);
        (wrong, isName) = ("", false);
        var filter = new NumberFilter();
        foreach (var condition in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!TrySplit(condition, out var name, out var comparison, out var value))
            {
                wrong = condition;
                return null;
            }
            if (columns.ToList().IndexOf(name) is not (>= 0 and var column))
            {
                (wrong, isName) = (name, true);
                return null;
            }
            filter._conditions.Add((column, comparison, value));
        }
        return filter;
    }

    /// <summary>Whether a row meets all conditions.</summary>
    /// <param name="value">Value of a row and a column.</param>
    public bool Holds(int row, Func<int, int, double> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        foreach (var (column, comparison, limit) in _conditions)
        {
            if (!Holds(value(row, column), comparison, limit))
                return false;
        }
        return true;
    }

    private static bool Holds(double left, string comparison, double right) => comparison switch
    {
        ">=" => left >= right,
        "<=" => left <= right,
        "!=" => left != right,
        ">" => left > right,
        "<" => left < right,
        _ => left == right,
    };

    private static bool TrySplit(string condition, out string name, out string comparison, out double value)
    {
        (name, value) = ("", 0);
        comparison = Comparisons.FirstOrDefault(candidate => condition.Contains(candidate, StringComparison.Ordinal)) ?? "";
        if (comparison.Length == 0)
            return false;
        var at = condition.IndexOf(comparison, StringComparison.Ordinal);
        name = condition[..at].TrimEnd();
        return name.Length > 0 && double.TryParse(condition.AsSpan(at + comparison.Length), NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }
}

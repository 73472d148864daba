using NetMl.Flows;

namespace NetMl.Features;

/// <summary>One numbering, in sorted order, of values that each batch numbers in its own way.</summary>
internal sealed class Numbering<T>
    where T : notnull
{
    private readonly int[][] _numberOf;

    private Numbering(T[] values, int[][] numberOf)
    {
        Values = values;
        _numberOf = numberOf;
    }

    /// <summary>Distinct values, ascending; the place is the number.</summary>
    public T[] Values { get; }

    public delegate ReadOnlySpan<T> ValuesOf(FlowBatch batch);

    public static Numbering<T> Of(IReadOnlyList<FlowBatch> batches, ValuesOf valuesOf, IComparer<T> order)
    {
        var distinct = new HashSet<T>();
        foreach (var batch in batches)
        {
            foreach (var value in valuesOf(batch))
                distinct.Add(value);
        }
        var values = distinct.ToArray();
        Array.Sort(values, order);
        var number = new Dictionary<T, int>(values.Length);
        for (var i = 0; i < values.Length; i++)
            number[values[i]] = i;

        var numberOf = new int[batches.Count][];
        for (var b = 0; b < batches.Count; b++)
        {
            var own = valuesOf(batches[b]);
            numberOf[b] = new int[own.Length];
            for (var i = 0; i < own.Length; i++)
                numberOf[b][i] = number[own[i]];
        }
        return new Numbering<T>(values, numberOf);
    }

    /// <summary>Writes the common numbers of a batch's codes; −1 stays −1.</summary>
    public void Translate(int batch, ReadOnlySpan<int> codes, Span<int> numbers)
    {
        var numberOf = _numberOf[batch];
        for (var i = 0; i < codes.Length; i++)
            numbers[i] = codes[i] < 0 ? -1 : numberOf[codes[i]];
    }
}

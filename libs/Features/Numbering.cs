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
        // First by appearance, one look at each value; then the numbers are put into the order of the values.
        var appearance = new Dictionary<T, int>();
        var numberOf = new int[batches.Count][];
        for (var b = 0; b < batches.Count; b++)
        {
            var own = valuesOf(batches[b]);
            numberOf[b] = new int[own.Length];
            for (var i = 0; i < own.Length; i++)
            {
                if (!appearance.TryGetValue(own[i], out var known))
                    appearance[own[i]] = known = appearance.Count;
                numberOf[b][i] = known;
            }
        }
        T[] values = [.. appearance.Keys];
        int[] appearanceOf = [.. appearance.Values];
        Array.Sort(values, appearanceOf, order);
        var number = new int[values.Length];
        for (var i = 0; i < number.Length; i++)
            number[appearanceOf[i]] = i;
        foreach (var own in numberOf)
        {
            for (var i = 0; i < own.Length; i++)
                own[i] = number[own[i]];
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

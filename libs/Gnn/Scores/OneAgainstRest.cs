namespace NetMl.Gnn.Scores;

/// <summary>How well a classifier ranks items by each class: no threshold is chosen, and rare classes count as much as others.</summary>
public static class OneAgainstRest
{
    /// <summary>Mean over the classes of the area under the curve of the class against all others, by the log-odds that the classifier gives it.</summary>
    /// <param name="logits">[n, classes] row-major; probabilities' logarithms do as well.</param>
    /// <param name="labels">[n] 0..classes − 1.</param>
    /// <returns>In [0, 1]; classes that no item has, or all have, do not count; 0.5 when none counts. With two classes that of either against the other.</returns>
    /// <remarks>O(n · classes · log n). Log-odds, not probabilities, which round to 1 where a classifier is sure. Source: Provost, Domingos 2001, unweighted.</remarks>
    /// <exception cref="ArgumentException">The lengths do not fit, or a label is out of range.</exception>
    public static double Auroc(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        if (logits.Length != (long)labels.Length * classes)
            throw new ArgumentException($"{logits.Length} logits are not {labels.Length} rows of {classes}.", nameof(logits));
        var support = new int[classes];
        foreach (var label in labels)
            support[(uint)label < (uint)classes ? label : throw new ArgumentException($"The label {label} is none of {classes} classes.", nameof(labels))]++;
        var (sum, counted) = (0.0, 0);
        var (scores, areOwn) = (new float[labels.Length], new bool[labels.Length]);
        for (var own = 0; own < classes; own++)
        {
            if (support[own] == 0 || support[own] == labels.Length)
                continue;
            for (var item = 0; item < labels.Length; item++)
                (scores[item], areOwn[item]) = (LogOdds(logits.Slice(item * classes, classes), own), labels[item] == own);
            sum += AreaUnderCurve.Of(scores, areOwn);
            counted++;
        }
        return counted == 0 ? 0.5 : sum / counted;
    }

    // ln p − ln (1 − p) = z − ln Σ exp of the other logits.
    private static float LogOdds(ReadOnlySpan<float> z, int own)
    {
        var largest = float.NegativeInfinity;
        for (var c = 0; c < z.Length; c++)
            largest = c == own ? largest : Math.Max(largest, z[c]);
        var others = 0.0;
        for (var c = 0; c < z.Length; c++)
            others += c == own ? 0 : Math.Exp(z[c] - largest);
        return (float)(z[own] - largest - Math.Log(others));
    }
}

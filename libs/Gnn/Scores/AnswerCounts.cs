namespace NetMl.Gnn.Scores;

/// <summary>Counts of what two classifiers tell of the same items, enough for accuracy and macro F1 of both.</summary>
internal sealed class AnswerCounts(int classes)
{
    private readonly long[] _support = new long[classes];
    private readonly long[] _firstGuessed = new long[classes];
    private readonly long[] _secondGuessed = new long[classes];
    private readonly long[] _firstRight = new long[classes];
    private readonly long[] _secondRight = new long[classes];

    public void Clear()
    {
        foreach (var counts in (long[][])[_support, _firstGuessed, _secondGuessed, _firstRight, _secondRight])
            Array.Clear(counts);
    }

    public void Add((int Truth, int First, int Second) cell, long count)
    {
        _support[cell.Truth] += count;
        _firstGuessed[cell.First] += count;
        _secondGuessed[cell.Second] += count;
        if (cell.First == cell.Truth)
            _firstRight[cell.Truth] += count;
        if (cell.Second == cell.Truth)
            _secondRight[cell.Truth] += count;
    }

    /// <summary>First minus second; 0 of no items.</summary>
    public (double Accuracy, double MacroF1) Differences()
    {
        var (total, present, accuracy, macroF1) = (0L, 0, 0L, 0.0);
        for (var c = 0; c < _support.Length; c++)
        {
            if (_support[c] == 0)
                continue;
            (total, present, accuracy) = (total + _support[c], present + 1, accuracy + _firstRight[c] - _secondRight[c]);
            macroF1 += 2.0 * _firstRight[c] / (_firstGuessed[c] + _support[c]) - 2.0 * _secondRight[c] / (_secondGuessed[c] + _support[c]);
        }
        return total == 0 ? (0, 0) : ((double)accuracy / total, macroF1 / present);
    }
}

namespace NetMl.Contracts.Training;

/// <summary>A step of a search.</summary>
/// <param name="Trials">How many take part, at most.</param>
/// <param name="Epochs">To which they are trained, counted from their beginning.</param>
public readonly record struct SearchRung(int Trials, int Epochs);

/// <summary>How a search spends its epochs.</summary>
/// <remarks>Successive halving as in Jamieson &amp; Talwalkar 2016, by thirds as in Li et al. 2018; a trial goes on where it ended, so that no epoch is computed twice.</remarks>
public static class SearchRungs
{
    private const int Factor = 3;

    /// <summary>Random search: one rung. Halving: as many as trials and epochs allow, the last with all epochs and one or two trials if there are enough rungs.</summary>
    /// <param name="epochs">Of a whole training, at least 1.</param>
    public static IReadOnlyList<SearchRung> Of(SearchRequest search, int epochs)
    {
        var rungs = new List<SearchRung> { new(search.Trials, epochs) };
        if (search.Method == SearchMethods.Random)
            return rungs;
        for (var (trials, share) = (search.Trials / Factor, Factor); trials >= 1 && epochs / share >= 1; (trials, share) = (trials / Factor, share * Factor))
            rungs.Add(new SearchRung(trials, epochs));
        return [.. rungs.Select((rung, place) => rung with { Epochs = (int)Math.Ceiling(epochs / Math.Pow(Factor, rungs.Count - 1 - place)) })];
    }

    /// <summary>Epochs of all rungs together, unless trainings stop early.</summary>
    public static long Total(SearchRequest search, int epochs)
    {
        var (total, before) = (0L, 0);
        foreach (var rung in Of(search, epochs))
            (total, before) = (total + (long)rung.Trials * (rung.Epochs - before), rung.Epochs);
        return total;
    }
}

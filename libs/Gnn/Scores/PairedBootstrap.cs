namespace NetMl.Gnn.Scores;

/// <summary>Compares two models on the same items by drawing the items anew, many times: what differs no more than that is noise.</summary>
/// <remarks>
/// Blocks of consecutive items are drawn as a whole, each so often as a Poisson number of mean 1 says: flows of one attack stand together and are no
/// independent proofs. Source: Künsch 1989 for blocks, Hanley &amp; MacGibbon 2006 for Poisson numbers. The same seed gives the same bits.
/// </remarks>
public static class PairedBootstrap
{
    /// <summary>Resamples where items are few.</summary>
    public const int Resamples = 1000;

    private const int LeastResamples = 100;
    private const long MostRankingSteps = 200_000_000;
    private const double LargeMean = 30;

    /// <summary>Differences of accuracy and of macro F1 (over the classes that occur in the truth).</summary>
    /// <param name="truth">[n]: 0..classes − 1.</param>
    /// <param name="first">[n]: what the first model tells.</param>
    /// <param name="second">[n]: what the second one tells.</param>
    /// <param name="block">Consecutive items that are drawn together, at least 1.</param>
    /// <remarks>O(n + resamples · different answers of all blocks).</remarks>
    /// <exception cref="ArgumentException">The lengths differ, or there is no item.</exception>
    public static (PairedDifference Accuracy, PairedDifference MacroF1) OfClasses(
        ReadOnlySpan<int> truth, ReadOnlySpan<int> first, ReadOnlySpan<int> second, int classes, int block, int seed, CancellationToken cancellationToken)
    {
        Check(truth.Length, first.Length, second.Length, block);
        var (blocks, cells) = (Cells(truth, first, second, block), new AnswerCounts(classes));
        foreach (var (cell, count, _) in blocks)
            cells.Add(cell, count);
        var (accuracy, macroF1) = cells.Differences();
        var random = new Random(seed);
        var (accuracies, macroF1s) = (new double[Resamples], new double[Resamples]);
        for (var resample = 0; resample < Resamples; resample++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            cells.Clear();
            var (drawn, weight) = (-1, 0);
            foreach (var (cell, count, of) in blocks)
            {
                if (block == 1)
                    weight = Poisson(random, count);
                else if (of != drawn)
                    (drawn, weight) = (of, Poisson(random, 1));
                cells.Add(cell, block == 1 ? weight : (long)weight * count);
            }
            (accuracies[resample], macroF1s[resample]) = cells.Differences();
        }
        return (PairedDifference.Of(accuracy, accuracies), PairedDifference.Of(macroF1, macroF1s));
    }

    /// <summary>Differences of the area under the curve and of average precision.</summary>
    /// <param name="first">[n]: higher = more likely true.</param>
    /// <param name="second">[n].</param>
    /// <param name="areTrue">[n].</param>
    /// <param name="block">As above.</param>
    /// <remarks>O(n log n + n · resamples); of very many items fewer resamples are drawn, 100 at least.</remarks>
    /// <exception cref="ArgumentException">As above.</exception>
    public static (PairedDifference Auroc, PairedDifference AveragePrecision) OfRankings(
        ReadOnlySpan<float> first, ReadOnlySpan<float> second, ReadOnlySpan<bool> areTrue, int block, int seed, CancellationToken cancellationToken)
    {
        Check(areTrue.Length, first.Length, second.Length, block);
        var (one, other) = (new WeightedRanking(first, areTrue), new WeightedRanking(second, areTrue));
        var weights = new int[areTrue.Length];
        weights.AsSpan().Fill(1);
        var (a, b) = (one.Measure(weights), other.Measure(weights));
        var random = new Random(seed);
        var resamples = (int)Math.Clamp(MostRankingSteps / areTrue.Length, LeastResamples, Resamples);
        var (areas, precisions) = (new double[resamples], new double[resamples]);
        for (var resample = 0; resample < resamples; resample++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var begin = 0; begin < weights.Length; begin += block)
                weights.AsSpan(begin, Math.Min(block, weights.Length - begin)).Fill(Poisson(random, 1));
            var (c, d) = (one.Measure(weights), other.Measure(weights));
            (areas[resample], precisions[resample]) = (c.Auroc - d.Auroc, c.AveragePrecision - d.AveragePrecision);
        }
        return (PairedDifference.Of(a.Auroc - b.Auroc, areas), PairedDifference.Of(a.AveragePrecision - b.AveragePrecision, precisions));
    }

    /// <summary>Different answers and how often each occurs, block after block; of blocks of one item all are together, since they are drawn alike.</summary>
    private static List<((int Truth, int First, int Second) Cell, long Count, int Block)> Cells(ReadOnlySpan<int> truth, ReadOnlySpan<int> first, ReadOnlySpan<int> second, int block)
    {
        var (found, counts) = (new List<((int, int, int), long, int)>(), new Dictionary<(int, int, int), long>());
        var length = block == 1 ? truth.Length : block;
        for (var begin = 0; begin < truth.Length; begin += length)
        {
            counts.Clear();
            for (var item = begin; item < Math.Min(begin + length, truth.Length); item++)
            {
                var cell = (truth[item], first[item], second[item]);
                counts[cell] = counts.GetValueOrDefault(cell) + 1;
            }
            foreach (var (cell, count) in counts.OrderBy(entry => entry.Key))
                found.Add((cell, count, begin / length));
        }
        return found;
    }

    private static void Check(int items, int first, int second, int block)
    {
        if (items == 0 || first != items || second != items)
            throw new ArgumentException($"{items} items cannot be compared by {first} and {second} answers.", nameof(first));
        ArgumentOutOfRangeException.ThrowIfLessThan(block, 1);
    }

    /// <summary>A Poisson number: by Knuth's product for a small mean, rounded from a normal number for a large one.</summary>
    private static int Poisson(Random random, double mean)
    {
        if (mean > LargeMean)
        {
            var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            return (int)Math.Max(0, Math.Round(mean + Math.Sqrt(mean) * normal));
        }
        var (limit, product, count) = (Math.Exp(-mean), random.NextDouble(), 0);
        for (; product > limit; count++)
            product *= random.NextDouble();
        return count;
    }
}

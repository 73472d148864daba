using System.Numerics;
using System.Runtime.Intrinsics;

namespace NetMl.Trees.Growing;

/// <content>Several cuts of a feature at once.</content>
internal readonly partial struct SplitSearch
{
    // Fewer slots are sooner done one by one.
    private const int ManySlots = 24;

    private const int MostSlots = 256;
    private const int ScratchLength = 2 * MostSlots;

    // A lane has the cuts of every Count-th bin and remembers the best of them.
    private void ScanVectors(ReadOnlySpan<Vector128<long>> slots, Vector128<long> left, Node node, bool isMissingLeft, Span<long> scratch, ref FeatureCut best)
    {
        var firsts = scratch[..MostSlots];
        var seconds = scratch.Slice(MostSlots, MostSlots);
        var whole = (slots.Length + Vector<long>.Count - 1) / Vector<long>.Count * Vector<long>.Count;
        for (var bin = 0; bin < slots.Length; bin++)
        {
            left += slots[bin];
            firsts[bin] = left.GetElement(0);
            seconds[bin] = left.GetElement(1);
        }
        // The rest parts nothing.
        firsts[slots.Length..whole].Clear();
        seconds[slots.Length..whole].Clear();

        var (fewest, most) = (new Vector<long>(settings.MinLeafRows), new Vector<long>(node.Rows - settings.MinLeafRows));
        var (nodeGradient, nodeHessian) = (new Vector<double>(node.Gradient), new Vector<double>(node.Hessian));
        var (minHessian, penalty) = (new Vector<double>(MinHessian), new Vector<double>(Penalty));
        var (bestNumerator, bestDenominator, bestBin) = (new Vector<double>(best.Numerator), new Vector<double>(best.Denominator), new Vector<long>(-1));
        for (var bin = 0; bin < whole; bin += Vector<long>.Count)
        {
            var second = new Vector<long>(seconds[bin..]);
            var rows = units.Rows(second);
            var isValid = Vector.GreaterThanOrEqual(rows, fewest) & Vector.LessThanOrEqual(rows, most);
            if (isValid == Vector<long>.Zero)
                continue;
            var (gradient, hessian) = (units.Gradients(new Vector<long>(firsts[bin..])), units.Hessians(second));
            var (otherGradient, otherHessian) = (nodeGradient - gradient, nodeHessian - hessian);
            isValid &= Vector.GreaterThanOrEqual(hessian, minHessian) & Vector.GreaterThanOrEqual(otherHessian, minHessian);
            (hessian, otherHessian) = (hessian + penalty, otherHessian + penalty);
            var numerator = gradient * gradient * otherHessian + otherGradient * otherGradient * hessian;
            var denominator = hessian * otherHessian;
            var isBetter = isValid & Vector.GreaterThan(numerator * bestDenominator, bestNumerator * denominator);
            bestNumerator = Vector.ConditionalSelect(isBetter, numerator, bestNumerator);
            bestDenominator = Vector.ConditionalSelect(isBetter, denominator, bestDenominator);
            bestBin = Vector.ConditionalSelect(isBetter, new Vector<long>(bin) + Vector<long>.Indices, bestBin);
        }
        TakeBest(bestNumerator, bestDenominator, bestBin, isMissingLeft, ref best);
    }

    // Of equal cuts the first, as when they are looked at one by one.
    private static void TakeBest(Vector<double> numerators, Vector<double> denominators, Vector<long> bins, bool isMissingLeft, ref FeatureCut best)
    {
        var found = new FeatureCut(best.Numerator, best.Denominator);
        for (var lane = 0; lane < Vector<double>.Count; lane++)
        {
            var (numerator, denominator, bin) = (numerators[lane], denominators[lane], (int)bins[lane]);
            if (bin < 0)
                continue;
            if (found.Bin > bin && numerator * found.Denominator == found.Numerator * denominator)
                found.Bin = bin;
            found.Take(numerator, denominator, bin, isMissingLeft);
        }
        if (found.Bin >= 0)
            best = found;
    }
}

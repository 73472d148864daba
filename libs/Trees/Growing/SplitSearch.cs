using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NetMl.Trees.Binning;

namespace NetMl.Trees.Growing;

/// <summary>Finds the best cut of a node by one block's histogram.</summary>
/// <remarks>
/// gain = G_l²/(H_l + λ) + G_r²/(H_r + λ) − G²/(H + λ) with sums G of gradients and H of hessians. Source: Chen, Guestrin 2016 (XGBoost),
/// equation 7 without the factor ½ and the cost of a leaf. Cuts of one feature are compared by cross-multiplying: no division.
/// </remarks>
internal readonly partial struct SplitSearch(FixedPoint units, BoostingSettings settings)
{
    /// <summary>A leaf's hessians sum up to at least this.</summary>
    public const double MinHessian = 1e-3;

    // Keeps a value finite where every hessian has become 0.
    private const double Tiny = 1e-15;

    private double Penalty => settings.L2 + Tiny;

    /// <summary>What a leaf answers: −G / (H + λ), within ± the largest step.</summary>
    public double Value(Vector128<long> sums) =>
        Math.Clamp(-units.Gradient(sums[0]) / (units.Hessian(sums[1]) + Penalty), -settings.MaxStep, settings.MaxStep);

    /// <summary>Whether a node of these sums may have children at all.</summary>
    public bool CanSplit(Vector128<long> sums) => units.Rows(sums[1]) >= 2L * settings.MinLeafRows && units.Hessian(sums[1]) >= 2 * MinHessian;

    /// <summary>The best cut by a block's features.</summary>
    /// <param name="slots">The block's histogram.</param>
    /// <param name="total">Sums over the node.</param>
    [SkipLocalsInit]
    public Split Best(BinnedBlock block, int blockIndex, ReadOnlySpan<Vector128<long>> slots, Vector128<long> total)
    {
        var best = Split.None;
        Span<long> scratch = stackalloc long[ScratchLength];
        for (var place = 0; place < block.Features.Length; place++)
        {
            var feature = block.Features[place];
            var cut = Cut(slots.Slice(feature.FirstSlot, feature.Bins.Slots), feature.Bins.Bins, total, scratch);
            best = Split.Better(best, new Split(cut.Gain, feature.Feature, blockIndex, place, cut.Bin, cut.IsMissingLeft, cut.Left));
        }
        return best;
    }

    private FeatureCut Cut(ReadOnlySpan<Vector128<long>> slots, int bins, Vector128<long> total, Span<long> scratch)
    {
        var node = new Node(units.Gradient(total[0]), units.Hessian(total[1]), units.Rows(total[1]));
        var cut = new FeatureCut(node.Gradient * node.Gradient, node.Hessian + Penalty);
        var missing = slots.Length > bins ? slots[bins] : default;
        var hasMissing = missing != default;
        Scan(slots[..(hasMissing ? bins : bins - 1)], default, node, isMissingLeft: false, scratch, ref cut);
        if (hasMissing)
            Scan(slots[..(bins - 1)], missing, node, isMissingLeft: true, scratch, ref cut);
        if (cut.Bin < 0)
            return cut;
        cut.Left = cut.IsMissingLeft ? missing : default;
        foreach (var slot in slots[..(cut.Bin + 1)])
            cut.Left += slot;
        // Nothing is missing here: what is in another row goes with the most.
        if (!hasMissing)
            cut.IsMissingLeft = 2 * units.Rows(cut.Left[1]) > node.Rows;
        cut.Gain = cut.Numerator / cut.Denominator - node.Gradient * node.Gradient / (node.Hessian + Penalty);
        return cut;
    }

    private void Scan(ReadOnlySpan<Vector128<long>> slots, Vector128<long> left, Node node, bool isMissingLeft, Span<long> scratch, ref FeatureCut best)
    {
        if (slots.Length < ManySlots)
            ScanScalar(slots, left, node, isMissingLeft, ref best);
        else
            ScanVectors(slots, left, node, isMissingLeft, scratch, ref best);
    }

    private void ScanScalar(ReadOnlySpan<Vector128<long>> slots, Vector128<long> left, Node node, bool isMissingLeft, ref FeatureCut best)
    {
        var (penalty, minRows) = (Penalty, settings.MinLeafRows);
        for (var bin = 0; bin < slots.Length; bin++)
        {
            // An empty bin's cut parts the rows as the one before.
            var slot = slots[bin];
            if (slot == Vector128<long>.Zero)
                continue;
            left += slot;
            var second = left.GetElement(1);
            var rows = units.Rows(second);
            if (rows < minRows)
                continue;
            if (node.Rows - rows < minRows)
                return;
            var (gradient, hessian) = (units.Gradient(left.GetElement(0)), units.Hessian(second));
            var (otherGradient, otherHessian) = (node.Gradient - gradient, node.Hessian - hessian);
            if (hessian < MinHessian)
                continue;
            if (otherHessian < MinHessian)
                return;
            (hessian, otherHessian) = (hessian + penalty, otherHessian + penalty);
            var numerator = gradient * gradient * otherHessian + otherGradient * otherGradient * hessian;
            best.Take(numerator, hessian * otherHessian, bin, isMissingLeft);
        }
    }

    private readonly record struct Node(double Gradient, double Hessian, int Rows);

    private struct FeatureCut(double numerator, double denominator)
    {
        public double Numerator = numerator;
        public double Denominator = denominator;
        public double Gain;
        public int Bin = -1;
        public bool IsMissingLeft;
        public Vector128<long> Left;

        public void Take(double numerator, double denominator, int bin, bool isMissingLeft)
        {
            if (numerator * Denominator > Numerator * denominator)
                (Numerator, Denominator, Bin, IsMissingLeft) = (numerator, denominator, bin, isMissingLeft);
        }
    }
}

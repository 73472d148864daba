using System.Runtime.Intrinsics;

namespace NetMl.Trees.Growing;

/// <summary>How a node would be parted best.</summary>
/// <param name="Gain">By how much twice the loss sinks to second order; 0 = not at all.</param>
/// <param name="Block">Of the feature.</param>
/// <param name="Place">Of the feature in the block.</param>
/// <param name="Bin">The last one that goes left.</param>
/// <param name="Left">Sums over the rows that go left.</param>
internal readonly record struct Split(double Gain, int Feature, int Block, int Place, int Bin, bool IsMissingLeft, Vector128<long> Left)
{
    public static Split None => new(0, int.MaxValue, 0, 0, 0, false, default);

    /// <summary>The one that gains more; of equals the one with the earlier feature, so that the order of asking does not matter.</summary>
    public static Split Better(in Split one, in Split other) =>
        other.Gain > one.Gain || (other.Gain == one.Gain && other.Feature < one.Feature) ? other : one;
}

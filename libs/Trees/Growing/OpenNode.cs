using System.Runtime.Intrinsics;

namespace NetMl.Trees.Growing;

/// <summary>A leaf that may still be parted.</summary>
/// <param name="Index">Of its node in the tree.</param>
/// <param name="Start">Of its rows in the partition.</param>
/// <param name="Histogram">[slots]; null when it stays a leaf.</param>
internal sealed record OpenNode(int Index, int Start, int Count, Vector128<long> Sums, Vector128<long>[]? Histogram, Split Split);

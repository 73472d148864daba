namespace NetMl.Trees.Binning;

/// <summary>Where a feature's bins lie in a block.</summary>
/// <param name="Column">Of the block.</param>
/// <param name="FirstSlot">Slot of its bin 0 in the block; the missing bin's slot comes after those of all others.</param>
/// <param name="UsualBin">Bin of rows whose cell belongs to another feature of the bundle; −1 when the column is the feature's alone.</param>
internal readonly record struct BinnedFeature(int Feature, FeatureBins Bins, int Column, int FirstSlot, int UsualBin);

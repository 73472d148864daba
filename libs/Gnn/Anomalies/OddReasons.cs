using System.Globalization;

namespace NetMl.Gnn.Anomalies;

/// <summary>Why an item is odd.</summary>
/// <param name="Features">Those that made it odd, the one that contributed most first.</param>
/// <param name="Nearest">The normal items that are most like it, nearest first; empty where the model keeps none.</param>
public sealed record OddReasons(IReadOnlyList<OddFeature> Features, IReadOnlyList<NormalNeighbour> Nearest);

/// <summary>A normal item of the training part.</summary>
/// <param name="Distance">Euclidean, over what the scorer sees in units of its spread among the kept items.</param>
public readonly record struct NormalNeighbour(string Name, double Distance);

/// <summary>A feature that is not as it should be.</summary>
/// <param name="Name">As in docs/features.md; a logarithm in a tensor column is taken back, other columns keep their name.</param>
/// <param name="Value">In the unit that docs/features.md gives.</param>
/// <param name="Expected">What was foretold, or the mean of the nearest normal items, in the same unit.</param>
/// <param name="Deviation">How far above (or below) that, in standard deviations of the training part; in the tensor's scale.</param>
/// <param name="UsualLow">5 % of the kept normal items lie below; not a number where none is kept.</param>
/// <param name="UsualHigh">5 % of them lie above.</param>
public sealed record OddFeature(string Name, double Value, double Expected, double Deviation, double UsualLow, double UsualHigh)
{
    /// <summary>As "bytes_out 52000, usually 0 to 310".</summary>
    public string Sentence => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name} {Value:g4}, {(double.IsNaN(UsualLow) ? $"expected {Expected:g4}" : UsualLow == UsualHigh ? $"usually {UsualLow:g4}" : $"usually {UsualLow:g4} to {UsualHigh:g4}")}");
}

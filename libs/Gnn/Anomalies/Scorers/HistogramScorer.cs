using NetMl.Tensors.Files;

namespace NetMl.Gnn.Anomalies.Scorers;

/// <summary>HBOS: Σ over columns of log₂ 1 / (h + 0.1), where h is the height of the histogram's bin, 1 at its highest; 0 outside of what was seen.</summary>
/// <remarks>
/// Source: Goldstein, Dengel 2012, bins of one width, ⌈√n⌉ of them up to <see cref="MostBins"/>. We differ: 0.1 is added, as in other
/// implementations, so that an empty bin gives a finite score. Columns are taken as independent.
/// </remarks>
public sealed class HistogramScorer : IAnomalyScorer
{
    /// <summary>The name of this scorer.</summary>
    public const string ScorerName = "hbos";

    /// <summary>Bins of a column at most.</summary>
    public const int MostBins = 64;

    /// <summary>Added to each height.</summary>
    public const double Floor = 0.1;

    private readonly float[] _least;
    private readonly float[] _most;
    private readonly float[] _heights;
    private readonly int _bins;

    private HistogramScorer(float[] least, float[] most, float[] heights)
    {
        (_least, _most, _heights, _bins) = (least, most, heights, heights.Length / least.Length);
    }

    public string Name => ScorerName;

    /// <inheritdoc/>
    public int Width => _least.Length;

    /// <summary>Counts. O(n · width).</summary>
    /// <param name="rows">[n, width], n ≥ 1.</param>
    public static HistogramScorer Fit(ReadOnlySpan<float> rows, int width)
    {
        var count = rows.Length / width;
        var bins = Math.Clamp((int)Math.Ceiling(Math.Sqrt(count)), 2, MostBins);
        var (least, most, heights) = (rows[..width].ToArray(), rows[..width].ToArray(), new float[width * bins]);
        for (var i = 0; i < rows.Length; i++)
            (least[i % width], most[i % width]) = (Math.Min(least[i % width], rows[i]), Math.Max(most[i % width], rows[i]));
        var scorer = new HistogramScorer(least, most, heights);
        for (var i = 0; i < rows.Length; i++)
            heights[i % width * bins + scorer.Bin(i % width, rows[i])]++;
        for (var column = 0; column < width; column++)
        {
            var own = heights.AsSpan(column * bins, bins);
            var highest = 0f;
            foreach (var height in own)
                highest = Math.Max(highest, height);
            foreach (ref var height in own)
                height /= highest;
        }
        return scorer;
    }

    /// <exception cref="InvalidDataException">A tensor is missing or does not fit.</exception>
    public static HistogramScorer Read(SafetensorsFile file, string prefix, int width)
    {
        var heights = file.Tensor($"{prefix}.heights", width, -1);
        var scorer = new HistogramScorer(
            ScorerReading.Finite(file, $"{prefix}.least", width), ScorerReading.Finite(file, $"{prefix}.most", width), ScorerReading.Finite(file, $"{prefix}.heights", width, heights.Shape[1]));
        if (scorer._bins is < 1 or > MostBins || scorer._heights.AsSpan().ContainsAnyExceptInRange(0f, 1f))
            throw new InvalidDataException($"Tensor '{prefix}.heights' must have 1 to {MostBins} bins of a height from 0 to 1.");
        return scorer;
    }

    /// <inheritdoc/>
    public float[] Scores(ReadOnlySpan<float> rows)
    {
        var scores = new float[rows.Length / Width];
        for (var i = 0; i < scores.Length; i++)
        {
            var sum = 0.0;
            for (var column = 0; column < Width; column++)
            {
                var value = rows[i * Width + column];
                var height = value >= _least[column] && value <= _most[column] ? _heights[column * _bins + Bin(column, value)] : 0;
                sum -= Math.Log2(height + Floor);
            }
            scores[i] = (float)sum;
        }
        return scores;
    }

    /// <inheritdoc/>
    public void Write(SafetensorsWriter writer, string prefix)
    {
        writer.Add($"{prefix}.least", _least);
        writer.Add($"{prefix}.most", _most);
        writer.Add($"{prefix}.heights", _heights, Width, _bins);
    }

    // The largest value belongs to the last bin; a column that never varied has all in the first.
    private int Bin(int column, float value)
    {
        var range = (double)_most[column] - _least[column];
        return range <= 0 ? 0 : Math.Min(_bins - 1, (int)((value - (double)_least[column]) / range * _bins));
    }
}

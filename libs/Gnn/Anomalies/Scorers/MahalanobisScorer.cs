using NetMl.Tensors.Files;

namespace NetMl.Gnn.Anomalies.Scorers;

/// <summary>√((z − μ)ᵀ Σ⁻¹ (z − μ)) over standardised columns z: how many standard deviations a row lies from the middle, seen along its direction.</summary>
/// <remarks>
/// Σ = (1 − α) S + α · tr(S) / width · 1, with S the covariance (divided by n) and α as Ledoit and Wolf 2004 have it, at least
/// <see cref="LeastShrinkage"/>: directions that never varied in training would count without bound otherwise. Σ = L Lᵀ by Cholesky;
/// the distance is the length of L⁻¹ (z − μ).
/// </remarks>
public sealed class MahalanobisScorer : IAnomalyScorer
{
    /// <summary>The name of this scorer.</summary>
    public const string ScorerName = "mahalanobis";

    /// <summary>Least α.</summary>
    public const double LeastShrinkage = 0.001;

    private readonly float[] _mean;
    private readonly float[] _scale;
    private readonly double[] _factor;

    private MahalanobisScorer(float[] mean, float[] scale, double[] factor)
    {
        (_mean, _scale, _factor) = (mean, scale, factor);
    }

    public string Name => ScorerName;

    /// <inheritdoc/>
    public int Width => _mean.Length;

    /// <summary>Fits. O(n · width²) and O(width³).</summary>
    /// <param name="rows">[n, width], n ≥ 2.</param>
    public static MahalanobisScorer Fit(ReadOnlySpan<float> rows, int width)
    {
        var scale = Inputs.Standardisation.Fit(rows, width);
        var (mean, deviation) = (scale.Mean.ToArray(), scale.Scale.ToArray());
        var z = new double[rows.Length];
        for (var i = 0; i < z.Length; i++)
            z[i] = ((double)rows[i] - mean[i % width]) / deviation[i % width];
        var covariance = ShrunkCovariance.Of(z, width, LeastShrinkage);
        ShrunkCovariance.Factorise(covariance, width);
        return new MahalanobisScorer(mean, deviation, covariance);
    }

    /// <exception cref="InvalidDataException">A tensor is missing or does not fit.</exception>
    public static MahalanobisScorer Read(SafetensorsFile file, string prefix, int width)
    {
        var scale = new Inputs.Standardisation(file.Tensor($"{prefix}.mean", width).Float32(), file.Tensor($"{prefix}.scale", width).Float32());
        var factor = file.Tensor($"{prefix}.factor", width, width).Float64().ToArray();
        for (var i = 0; i < factor.Length; i++)
            if (!double.IsFinite(factor[i]) || (i % (width + 1) == 0 && factor[i] <= 0))
                throw new InvalidDataException($"Tensor '{prefix}.factor' holds {factor[i]} at row {i / width}, column {i % width}; its numbers must be finite, those of the diagonal above 0.");
        return new MahalanobisScorer(scale.Mean.ToArray(), scale.Scale.ToArray(), factor);
    }

    /// <inheritdoc/>
    public float[] Scores(ReadOnlySpan<float> rows)
    {
        var width = Width;
        var scores = new float[rows.Length / width];
        var solved = new double[width];
        for (var i = 0; i < scores.Length; i++)
        {
            var squares = 0.0;
            for (var row = 0; row < width; row++)
            {
                var rest = ((double)rows[i * width + row] - _mean[row]) / _scale[row];
                for (var column = 0; column < row; column++)
                    rest -= _factor[row * width + column] * solved[column];
                solved[row] = rest / _factor[row * width + row];
                squares += solved[row] * solved[row];
            }
            scores[i] = (float)Math.Min(float.MaxValue, Math.Sqrt(squares));
        }
        return scores;
    }

    /// <inheritdoc/>
    public void Write(SafetensorsWriter writer, string prefix)
    {
        writer.Add($"{prefix}.mean", _mean);
        writer.Add($"{prefix}.scale", _scale);
        writer.Add($"{prefix}.factor", _factor, Width, Width);
    }
}

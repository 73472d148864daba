using NetMl.Tensors.Files;

namespace NetMl.Gnn.Anomalies.Scorers;

/// <summary>Mean squared error of the foretold features; the embedding is not looked at.</summary>
public sealed class ReconstructionScorer : IAnomalyScorer
{
    /// <summary>The name of this scorer.</summary>
    public const string ScorerName = "reconstruction";

    private readonly int _foretold;

    /// <param name="width">Columns of a row.</param>
    /// <param name="foretold">Last columns of a row, which are errors.</param>
    /// <exception cref="InvalidDataException">The network foretells nothing.</exception>
    public ReconstructionScorer(int width, int foretold)
    {
        if (foretold <= 0)
            throw new InvalidDataException($"The network foretells no features, so it has no {ScorerName} error: choose another scorer or network.");
        (Width, _foretold) = (width, foretold);
    }

    public string Name => ScorerName;

    /// <inheritdoc/>
    public int Width { get; }

    /// <inheritdoc/>
    public float[] Scores(ReadOnlySpan<float> rows)
    {
        var scores = new float[rows.Length / Width];
        for (var i = 0; i < scores.Length; i++)
        {
            var sum = 0.0;
            foreach (var error in rows.Slice(i * Width + Width - _foretold, _foretold))
                sum += (double)error * error;
            scores[i] = (float)(sum / _foretold);
        }
        return scores;
    }

    /// <summary>There is nothing to write.</summary>
    public void Write(SafetensorsWriter writer, string prefix)
    {
    }
}

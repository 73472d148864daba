using NetMl.Tensors.Files;
using NetMl.Trees;

namespace NetMl.Gnn.Anomalies.Scorers;

/// <summary>How few random cuts part a row from the others; see <see cref="IsolationForest"/>.</summary>
public sealed class IsolationScorer : IAnomalyScorer
{
    /// <summary>The name of this scorer.</summary>
    public const string ScorerName = "isolation-forest";

    private readonly IsolationForest _forest;

    private IsolationScorer(IsolationForest forest)
    {
        _forest = forest;
    }

    public string Name => ScorerName;

    /// <inheritdoc/>
    public int Width => _forest.Features;

    /// <summary>Grows a forest with the paper's settings.</summary>
    /// <param name="rows">[n, width], n ≥ 2.</param>
    public static IsolationScorer Fit(ReadOnlySpan<float> rows, int width, int seed, CancellationToken cancellationToken) =>
        new(IsolationForest.Fit(rows, width, new IsolationSettings(Seed: seed), cancellationToken));

    /// <exception cref="InvalidDataException">A tensor is missing or does not fit.</exception>
    public static IsolationScorer Read(SafetensorsFile file, string prefix, int width)
    {
        var forest = IsolationForest.Read(file, prefix);
        return forest.Features == width
            ? new IsolationScorer(forest)
            : throw new InvalidDataException($"The isolation forest '{prefix}' was grown on {forest.Features} columns; the network gives {width}.");
    }

    /// <inheritdoc/>
    public float[] Scores(ReadOnlySpan<float> rows) => _forest.Scores(rows);

    /// <inheritdoc/>
    public void Write(SafetensorsWriter writer, string prefix) => _forest.Write(writer, prefix);
}

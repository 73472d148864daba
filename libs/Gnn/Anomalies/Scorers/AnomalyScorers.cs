using NetMl.Tensors.Files;

namespace NetMl.Gnn.Anomalies.Scorers;

/// <summary>The scorers by name.</summary>
/// <remarks>A row is an item's embedding, then by how much each of its features misses what was foretold; networks may lack either.</remarks>
public static class AnomalyScorers
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> Names { get; } = [MahalanobisScorer.ScorerName, HistogramScorer.ScorerName, IsolationScorer.ScorerName, ReconstructionScorer.ScorerName];

    /// <summary>Fits one.</summary>
    /// <param name="rows">[n, embedding + foretold], n ≥ 2.</param>
    /// <param name="foretold">Last columns that are errors of foretold features.</param>
    /// <param name="seed">Of what is drawn.</param>
    /// <exception cref="InvalidDataException">The name is unknown, the network does not suit the scorer, or there are too few rows.</exception>
    public static IAnomalyScorer Fit(string name, ReadOnlySpan<float> rows, int embedding, int foretold, int seed, CancellationToken cancellationToken)
    {
        var width = embedding + foretold;
        if (width == 0 || rows.Length % width != 0 || rows.Length < 2 * width)
            throw new InvalidDataException($"{(width == 0 ? 0 : rows.Length / width)} items are too few to say what is usual: at least 2 are needed.");
        return name switch
        {
            MahalanobisScorer.ScorerName => MahalanobisScorer.Fit(rows, width),
            HistogramScorer.ScorerName => HistogramScorer.Fit(rows, width),
            IsolationScorer.ScorerName => IsolationScorer.Fit(rows, width, seed, cancellationToken),
            ReconstructionScorer.ScorerName => new ReconstructionScorer(width, foretold),
            _ => throw Unknown(name),
        };
    }

    /// <summary>Reads one that <see cref="IAnomalyScorer.Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The name is unknown, or the file does not fit.</exception>
    public static IAnomalyScorer Read(string name, SafetensorsFile file, string prefix, int embedding, int foretold) => name switch
    {
        MahalanobisScorer.ScorerName => MahalanobisScorer.Read(file, prefix, embedding + foretold),
        HistogramScorer.ScorerName => HistogramScorer.Read(file, prefix, embedding + foretold),
        IsolationScorer.ScorerName => IsolationScorer.Read(file, prefix, embedding + foretold),
        ReconstructionScorer.ScorerName => new ReconstructionScorer(embedding + foretold, foretold),
        _ => throw Unknown(name),
    };

    private static InvalidDataException Unknown(string name) => new($"The scorer '{name}' is unknown; known are {string.Join(", ", Names)}.");
}

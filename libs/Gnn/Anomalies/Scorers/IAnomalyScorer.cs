using NetMl.Tensors.Files;

namespace NetMl.Gnn.Anomalies.Scorers;

/// <summary>Says how odd rows are beside those that it was fitted on. Immutable.</summary>
public interface IAnomalyScorer
{
    /// <summary>One of <see cref="AnomalyScorers.Names"/>.</summary>
    string Name { get; }

    /// <summary>Columns of a row.</summary>
    int Width { get; }

    /// <summary>Scores rows.</summary>
    /// <param name="rows">[n, <see cref="Width"/>].</param>
    /// <returns>[n]; higher = odder.</returns>
    float[] Scores(ReadOnlySpan<float> rows);

    /// <summary>Adds what it was fitted to under names that begin with <paramref name="prefix"/>.</summary>
    void Write(SafetensorsWriter writer, string prefix);
}

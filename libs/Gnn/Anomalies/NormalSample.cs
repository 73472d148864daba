namespace NetMl.Gnn.Anomalies;

/// <summary>Some of the normal items that a model learnt from, so that an odd one can be shown beside those most like it.</summary>
/// <param name="Names">[k]: for people, as address or uid with the window. A model file tells them to whoever reads it.</param>
/// <param name="Rows">[k, embedding + foretold].</param>
/// <param name="Features">[k, f]: raw features.</param>
public sealed record NormalSample(IReadOnlyList<string> Names, float[] Rows, float[] Features)
{
    /// <summary>Largest k.</summary>
    public const int Most = 1000;
}

namespace NetMl.Gnn.Anomalies;

/// <summary>Some of the normal items that a model learnt from, so that an odd one can be shown beside those most like it.</summary>
/// <param name="Names">[k]: for people, as address or uid with the window. A model file tells them to whoever reads it.</param>
/// <param name="Rows">[k, embedding + foretold].</param>
/// <param name="Features">[k, f]: raw features.</param>
public sealed record NormalSample(IReadOnlyList<string> Names, float[] Rows, float[] Features)
{
    /// <summary>What a number follows in place of a name that is not kept.</summary>
    private const string Numbered = "normal item ";

    /// <summary>Whether names tell of hosts or flows; else they are numbers.</summary>
    public bool AreNamed => Names.Any(name => !name.StartsWith(Numbered, StringComparison.Ordinal));

    /// <summary>A name that tells nothing.</summary>
    /// <param name="place">Counts from 0.</param>
    public static string NameOf(int place) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Numbered}{place + 1}");

    /// <summary>Largest k.</summary>
    public const int Most = 1000;
}

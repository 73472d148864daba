namespace NetMl.Benchmarks.GraphSuite;

/// <summary>Which graphs a case runs on.</summary>
internal enum GraphSize
{
    /// <summary>The large generated graph and the published ones.</summary>
    Large,

    /// <summary>The published graphs.</summary>
    Published,

    /// <summary>A small generated graph.</summary>
    Small,
}

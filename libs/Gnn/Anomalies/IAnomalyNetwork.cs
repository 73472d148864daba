namespace NetMl.Gnn.Anomalies;

/// <summary>A network that learns without labels. A row of its outputs is an embedding, then the foretold standardised features; either may be absent.</summary>
public interface IAnomalyNetwork : IGraphNetwork
{
    /// <summary>Columns of the embedding; 0 = none.</summary>
    int Embedding { get; }

    /// <summary>Columns of foretold features: all of an item's features, or 0.</summary>
    int Foretold { get; }
}

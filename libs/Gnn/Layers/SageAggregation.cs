namespace NetMl.Gnn.Layers;

/// <summary>How GraphSAGE makes one row of what a node hears.</summary>
public enum SageAggregation
{
    /// <summary>The mean of the neighbours.</summary>
    Mean,

    /// <summary>The greatest value of each feature among the neighbours.</summary>
    Max,

    /// <summary>The greatest value among what a dense layer with a rectifier makes of each neighbour.</summary>
    Pool,
}

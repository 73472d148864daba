namespace NetMl.Gnn.Explanations;

/// <summary>How the weights of edges were found.</summary>
public enum EdgeMethod
{
    /// <summary>A mask was learnt (GNNExplainer): weights in [0, 1].</summary>
    Mask,

    /// <summary>Each edge was left out by itself: weights are the probability that is lost, divided by the largest loss; 0 where none is lost.</summary>
    Occlusion,

    /// <summary>The network listens to no edge, or there is none.</summary>
    None,
}

namespace NetMl.Gnn.NodeClassification;

/// <summary>Columns that go into a layer and come out of it.</summary>
public readonly record struct LayerWidth(int Input, int Output);

/// <summary>How a node classifier is built and trained; <see cref="Networks.NodeNetworks.Defaults"/> gives what its paper used.</summary>
/// <param name="Network">One of <see cref="Networks.NodeNetworks.Names"/>.</param>
/// <param name="Hidden">Width of the hidden layers; of one head where there are several.</param>
/// <param name="Layers">Layers with weights; steps of propagation for sgc and appnp.</param>
/// <param name="Heads">Attention heads of a hidden layer; gat and gatv2 only.</param>
/// <param name="Dropout">Chance in [0, 1) that an input of a layer is dropped.</param>
/// <param name="WeightDecay">L2, added to the gradient; which parameters get it is the network's matter.</param>
/// <param name="Epochs">At most.</param>
/// <param name="Patience">Epochs without a better validation; 0 = never early.</param>
public sealed record NodeSettings(
    string Network, int Hidden, int Layers, int Heads, double Dropout, double LearningRate, double WeightDecay, int Epochs, int Patience)
{
    /// <summary>What a pass computes for each node, in all layers together: what its memory follows.</summary>
    public long ValuesPerNode(int classes) => Network is "sgc" or "appnp"
        ? Hidden + (long)Layers * classes
        : (Layers - 1L) * Hidden * Heads + classes;

    /// <summary>The widths of <see cref="Layers"/> layers one after another: features, hidden layers, classes.</summary>
    /// <param name="heads">Heads that stand side by side in a hidden layer.</param>
    internal IEnumerable<LayerWidth> Widths(int features, int classes, int heads = 1)
    {
        for (var layer = 0; layer < Layers; layer++)
            yield return new LayerWidth(layer == 0 ? features : heads * Hidden, layer == Layers - 1 ? classes : heads * Hidden);
    }
}

namespace NetMl.Gnn.NodeClassification;

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
    string Network, int Hidden, int Layers, int Heads, double Dropout, double LearningRate, double WeightDecay, int Epochs, int Patience);

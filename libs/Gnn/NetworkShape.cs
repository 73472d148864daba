namespace NetMl.Gnn;

/// <summary>All that a network over flows and hosts is built from.</summary>
/// <param name="Task">What it learns; see <see cref="GraphNetworks"/>.</param>
/// <param name="Network">One of <see cref="GraphNetworks.NamesOf"/> the task.</param>
/// <param name="NodeFeatures">fn.</param>
/// <param name="FlowFeatures">fe.</param>
/// <param name="Hidden">Width of the hidden layers.</param>
/// <param name="Classes">0 for a task without classes.</param>
public sealed record NetworkShape(string Task, string Network, int NodeFeatures, int FlowFeatures, int Hidden, int Classes);

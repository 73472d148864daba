using NetMl.Gnn.Inputs;
using NetMl.Gnn.Networks;
using NetMl.Gnn.Training;
using NetMl.Tensors.Parallelism;

namespace NetMl.Gnn.NodeClassification;

/// <summary>A graph some of whose nodes have a known class, and which of them are learnt from, chosen by, and tested on.</summary>
/// <param name="Classes">Names in output order.</param>
/// <param name="Labels">[n]: index into <paramref name="Classes"/>, −1 = unknown.</param>
/// <param name="Train">Nodes to learn from; their labels are known.</param>
/// <param name="Validation">Nodes by which the best epoch is chosen; may be empty.</param>
/// <param name="Test">Nodes that nothing is learnt from or chosen by; may be empty.</param>
public sealed record NodeTask(NodeGraph<float> Graph, IReadOnlyList<string> Classes, int[] Labels, int[] Train, int[] Validation, int[] Test)
{
    /// <summary>Full-batch training of a network on this task.</summary>
    /// <param name="seed">Of dropout.</param>
    /// <param name="classWeights">[classes]: what a node of each class counts; null = all one.</param>
    /// <exception cref="ArgumentException">There is no training node, or one has no label.</exception>
    public ClassTraining TrainingOf(INodeNetwork network, int seed, WorkTeam team, float[]? classWeights = null) => new(
        network.Layout, (tape, parameters) => network.Forward(tape, parameters, Graph), new KnownClasses(Labels, Classes.Count, Train, Validation), seed, team, classWeights);
}

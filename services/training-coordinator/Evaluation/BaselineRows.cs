using NetMl.Gnn.Baselines;
using NetMl.Gnn.Inputs;
using NetMl.TrainingCoordinator.Preparation;

namespace NetMl.TrainingCoordinator.Evaluation;

/// <summary>The rows that models without any graph learn from and are tested on.</summary>
static class BaselineRows
{
    /// <summary>One row for each item, standardised on what is learnt from.</summary>
    /// <returns>[items, width].</returns>
    public static (float[] Values, int Width) Of(TrainingSet input, JobGraph graph, ReadOnlySpan<int> items) => (
        ItemRows.Of(PreparedGraph<float>.Create(graph.Sample, input.NodeScale, input.FlowScale), input.AreFlows, items),
        ItemRows.Width(input.AreFlows, input.NodeFeatureNames.Count, input.FlowFeatureNames.Count));

    /// <summary>At most so many of the items that are learnt from, evenly spread in their order.</summary>
    public static int[] TrainRows(TrainingSet input, int most)
    {
        var all = input.TrainParts.SelectMany(part => part.Rows.ToArray()).ToArray();
        return all.Length <= most ? all : [.. Enumerable.Range(0, most).Select(place => all[(int)((long)place * all.Length / most)])];
    }
}

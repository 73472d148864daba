using NetMl.Tensors;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.Explanations;

/// <summary>Which edge each entry of a pattern belongs to.</summary>
/// <param name="Pattern">The pattern.</param>
/// <param name="Edges">[entries]: the edge, or the number of edges for an entry that always weighs 1.</param>
internal sealed record EntryPicks(Adjacency Pattern, int[] Edges)
{
    /// <summary>Weighs the pattern's entries as their edges.</summary>
    /// <param name="weights">[edges + 1, 1], the last of them 1.</param>
    public void Weigh(StandIns<float> standIns, Tape<float> tape, Variable<float> weights) => standIns.Weigh(Pattern, tape.Gather(weights, Edges));
}

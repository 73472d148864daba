using System.Numerics;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Parameters;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.Layers;

/// <summary>
/// Relational graph convolution: yᵥ = xᵥ · W_self + Σ_r mean{xᵤ : u heard by v through relation r} · W_r + b, with W_r = Σ_b a_rb V_b where a
/// basis is wanted.
/// </summary>
/// <remarks>
/// Source: Schlichtkrull et al. 2018, equations 2 (c = number of neighbours of that relation) and 3, without the rectifier, which the network
/// adds. We differ: a bias. x · [V₁ ‖ V₂ ‖ …] is computed once and mixed for each relation.
/// </remarks>
public sealed class RelationalGcnLayer
{
    private readonly int _relations;
    private readonly ParameterSlot _self;
    private readonly ParameterSlot[] _weights;
    private readonly ParameterSlot? _shares;
    private readonly ParameterSlot _bias;

    /// <summary>Registers W_self [input, output], then W_r [input, output] for each relation or V [input, bases · output] and a [relations, bases], then b.</summary>
    /// <param name="relations">≥ 1.</param>
    /// <param name="bases">Matrices of which all relations' are made; 0 = each relation has its own.</param>
    public RelationalGcnLayer(ParameterLayout layout, string name, int input, int output, int relations, int bases = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(relations, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(bases);
        _relations = relations;
        _self = layout.AddWeight($"{name}.self", input, output);
        _weights = bases > 0
            ? [layout.AddWeight($"{name}.bases", input, bases * output)]
            : [.. Enumerable.Range(0, relations).Select(r => layout.AddWeight($"{name}.relations.{r}", input, output))];
        _shares = bases > 0 ? layout.AddWeight($"{name}.shares", relations, bases) : null;
        _bias = layout.AddBias($"{name}.bias", output);
    }

    /// <param name="x">[sources, input].</param>
    /// <param name="relations">[targets, sources] for each relation; the targets are the first sources.</param>
    /// <returns>[targets, output].</returns>
    /// <exception cref="ArgumentException">Another number of relations than the layer has.</exception>
    public Variable<T> Forward<T>(Tape<T> tape, ParameterSet<T> parameters, LayerInput<T> x, ReadOnlySpan<Adjacency> relations) where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (relations.Length != _relations)
            throw new ArgumentException($"The layer knows {_relations} relations, not {relations.Length}.", nameof(relations));
        var y = tape.TakeOwn(x.Multiply(tape, parameters[_self]), relations[0]);
        var bases = _shares is null ? null : x.Multiply(tape, parameters[_weights[0]]);
        for (var r = 0; r < relations.Length; r++)
        {
            var z = bases is not null && _shares is { } shares
                ? tape.MixHeads(bases, parameters[shares], r)
                : x.Multiply(tape, parameters[_weights[r]]);
            y = tape.Add(y, tape.AverageNeighbours(z, relations[r]));
        }
        return tape.AddRow(y, parameters[_bias]);
    }
}

using System.Numerics;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Parameters;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.Layers;

/// <summary>
/// Graph attention: for each head, z = x · W, e_vu = leaky(⟨a_target, zᵥ⟩ + ⟨a_source, zᵤ⟩), α_vu = softmax of e_vu over the u that v hears,
/// yᵥ = Σ α_vu zᵤ; heads stand side by side or are averaged, then b is added.
/// </summary>
/// <remarks>
/// Source: Veličković et al. 2018, equations 3 to 6, without the ELU, which the network adds. Nodes hear themselves in the paper: give
/// <see cref="NodeGraph{T}.WithSelf"/>. A node that hears nobody gets b. Memory: two numbers per entry and head.
/// </remarks>
public sealed class GatLayer
{
    private readonly GatSettings _settings;
    private readonly ParameterSlot _weight;
    private readonly ParameterSlot _source;
    private readonly ParameterSlot _target;
    private readonly ParameterSlot _bias;

    /// <summary>Registers W [input, heads · output], a_source and a_target [heads, output] and b [1, width of the result].</summary>
    /// <param name="output">Width of one head.</param>
    public GatLayer(ParameterLayout layout, string name, int input, int output, GatSettings settings)
    {
        _settings = settings;
        _weight = layout.AddWeight($"{name}.weight", input, settings.Heads * output);
        _source = layout.AddWeight($"{name}.attention.source", settings.Heads, output);
        _target = layout.AddWeight($"{name}.attention.target", settings.Heads, output);
        _bias = layout.AddBias($"{name}.bias", settings.Width(output));
    }

    /// <param name="x">[sources, input].</param>
    /// <param name="adjacency">[targets, sources]; the targets are the first sources.</param>
    /// <returns>[targets, heads · output], or [targets, output] where heads are averaged.</returns>
    public Variable<T> Forward<T>(Tape<T> tape, ParameterSet<T> parameters, LayerInput<T> x, Adjacency adjacency) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var z = x.Multiply(tape, parameters[_weight]);
        var target = tape.TakeOwn(tape.DotHeads(z, parameters[_target]), adjacency);
        var scores = tape.AttendScores(tape.DotHeads(z, parameters[_source]), target, adjacency, _settings.Slope);
        return _settings.Sum(tape, scores, z, adjacency, parameters[_bias]);
    }
}

using System.Numerics;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Parameters;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.Layers;

/// <summary>
/// Graph attention whose ranking of neighbours depends on who asks: for each head, e_vu = ⟨a, leaky(xᵤ · W_source + xᵥ · W_target)⟩,
/// α_vu = softmax of e_vu over the u that v hears, yᵥ = Σ α_vu xᵤ · W_source; heads stand side by side or are averaged, then b is added.
/// </summary>
/// <remarks>
/// Source: Brody et al. 2022, equation 7; W_source and W_target are apart, as in the authors' code. Nodes hear themselves in the paper: give
/// <see cref="NodeGraph{T}.WithSelf"/>. A node that hears nobody gets b. Memory: two numbers per entry and head.
/// </remarks>
public sealed class Gatv2Layer
{
    private readonly GatSettings _settings;
    private readonly ParameterSlot _source;
    private readonly ParameterSlot _target;
    private readonly ParameterSlot _attention;
    private readonly ParameterSlot _bias;

    /// <summary>Registers W_source and W_target [input, heads · output], a [heads, output] and b [1, width of the result].</summary>
    /// <param name="output">Width of one head.</param>
    public Gatv2Layer(ParameterLayout layout, string name, int input, int output, GatSettings settings)
    {
        _settings = settings;
        _source = layout.AddWeight($"{name}.source", input, settings.Heads * output);
        _target = layout.AddWeight($"{name}.target", input, settings.Heads * output);
        _attention = layout.AddWeight($"{name}.attention", settings.Heads, output);
        _bias = layout.AddBias($"{name}.bias", settings.Width(output));
    }

    /// <param name="x">[sources, input].</param>
    /// <param name="adjacency">[targets, sources]; the targets are the first sources.</param>
    /// <returns>[targets, heads · output], or [targets, output] where heads are averaged.</returns>
    public Variable<T> Forward<T>(Tape<T> tape, ParameterSet<T> parameters, LayerInput<T> x, Adjacency adjacency) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var source = x.Multiply(tape, parameters[_source]);
        var target = x.Dense is { } dense
            ? tape.Multiply(tape.TakeOwn(dense, adjacency), parameters[_target])
            : tape.TakeOwn(x.Multiply(tape, parameters[_target]), adjacency);
        var scores = tape.AttendJointly(source, target, parameters[_attention], adjacency, _settings.Slope);
        return _settings.Sum(tape, scores, source, adjacency, parameters[_bias]);
    }
}

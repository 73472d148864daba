using System.Numerics;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Layers;
using NetMl.Gnn.Parameters;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.Encoders;

/// <summary>
/// h₀ = x · P + p, then twice hₗ = hₗ₋₁ + layer(norm(hₗ₋₁)), each layer E-GraphSAGE's mean or attention over flows; the embedding is
/// norm(h₀ ‖ h₁ ‖ h₂), so that a host's own features reach the end unmixed.
/// </summary>
/// <remarks>Sources: He et al. 2016 (residual, norm before the layer: Xiong et al. 2020), Xu et al. 2018 (all layers side by side).</remarks>
public sealed class ResidualEncoder : IHostEncoder
{
    private const int Depth = 2;
    private readonly DenseLayer _input;
    private readonly LayerNormLayer[] _norms;
    private readonly EdgeGraphSageLayer[] _means = [];
    private readonly EdgeAttentionLayer[] _attentions = [];
    private readonly LayerNormLayer _last;

    /// <param name="heads">0 = means; else attention of so many heads, a divisor of <paramref name="hidden"/>.</param>
    public ResidualEncoder(ParameterLayout layout, string name, int nodeFeatures, int flowFeatures, int hidden, int heads)
    {
        Width = (Depth + 1) * hidden;
        _input = new DenseLayer(layout, $"{name}.input", nodeFeatures, hidden);
        _norms = [.. Enumerable.Range(0, Depth).Select(i => new LayerNormLayer(layout, $"{name}.norms.{i}", hidden))];
        if (heads == 0)
            _means = [.. Enumerable.Range(0, Depth).Select(i => new EdgeGraphSageLayer(layout, $"{name}.layers.{i}", hidden, flowFeatures, hidden))];
        else
            _attentions = [.. Enumerable.Range(0, Depth).Select(i => new EdgeAttentionLayer(layout, $"{name}.layers.{i}", hidden, flowFeatures, hidden, heads))];
        _last = new LayerNormLayer(layout, $"{name}.norm", Width);
    }

    public int Width { get; }

    /// <summary>One for each layer.</summary>
    public int Hops => Depth;

    /// <inheritdoc/>
    public Variable<T> Forward<T>(Tape<T> tape, ParameterSet<T> parameters, PreparedGraph<T> graph) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var start = _input.Forward(tape, parameters, tape.Constant(graph.Nodes));
        var once = Step(tape, parameters, 0, start, graph);
        var twice = Step(tape, parameters, 1, once, graph);
        return _last.Forward(tape, parameters, JumpingKnowledge.Concat(tape, start, once, twice));
    }

    private Variable<T> Step<T>(Tape<T> tape, ParameterSet<T> parameters, int layer, Variable<T> h, PreparedGraph<T> graph) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var unit = _norms[layer].Forward(tape, parameters, h);
        return tape.Add(h, _attentions.Length > 0
            ? _attentions[layer].Forward(tape, parameters, unit, graph)
            : _means[layer].Forward(tape, parameters, unit, graph));
    }
}

using System.Numerics;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Parameters;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.Layers;

/// <summary>GraphSAGE: yᵥ = xᵥ · W_self + agg{xᵤ : u heard by v} · W_neighbours + b; agg = mean, max, or max of relu(xᵤ · W_pool + b_pool).</summary>
/// <remarks>
/// Source: Hamilton et al. 2017, algorithm 1 and equation 3; the product with [xᵥ ‖ agg] is split in two. The rectifier is the network's.
/// We differ: a bias; yᵥ is divided by its length (line 7) only on demand. A node that hears nobody keeps its own term and the bias.
/// </remarks>
public sealed class GraphSageLayer
{
    private readonly SageAggregation _aggregation;
    private readonly bool _isNormalised;
    private readonly ParameterSlot _self;
    private readonly ParameterSlot _neighbours;
    private readonly ParameterSlot _bias;
    private readonly DenseLayer? _pool;

    /// <summary>Registers W_self and W_neighbours [input, output], b [1, output] and, to pool, W_pool [input, input] and b_pool.</summary>
    /// <param name="isNormalised">Divides each row of the result by its length.</param>
    public GraphSageLayer(ParameterLayout layout, string name, int input, int output, SageAggregation aggregation = SageAggregation.Mean, bool isNormalised = false)
    {
        (_aggregation, _isNormalised) = (aggregation, isNormalised);
        _self = layout.AddWeight($"{name}.self", input, output);
        _neighbours = layout.AddWeight($"{name}.neighbours", input, output);
        _bias = layout.AddBias($"{name}.bias", output);
        _pool = aggregation == SageAggregation.Pool ? new DenseLayer(layout, $"{name}.pool", input, input) : null;
    }

    /// <summary>Targets are the first sources.</summary>
    /// <param name="x">[sources, input].</param>
    /// <param name="adjacency">[targets, sources], without the node itself.</param>
    /// <returns>[targets, output].</returns>
    /// <exception cref="ArgumentException">Max over sparse features.</exception>
    public Variable<T> Forward<T>(Tape<T> tape, ParameterSet<T> parameters, LayerInput<T> x, Adjacency adjacency) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var own = x.Dense is { } dense
            ? tape.Multiply(tape.TakeOwn(dense, adjacency), parameters[_self])
            : tape.TakeOwn(x.Multiply(tape, parameters[_self]), adjacency);
        return Join(tape, parameters, own, x, adjacency);
    }

    /// <summary>Targets are any of the sources.</summary>
    /// <param name="x">[sources, input].</param>
    /// <param name="adjacency">[targets, sources], without the node itself.</param>
    /// <param name="self">[targets]: row of x of each target.</param>
    /// <returns>[targets, output].</returns>
    /// <exception cref="ArgumentException">Max over sparse features.</exception>
    public Variable<T> Forward<T>(Tape<T> tape, ParameterSet<T> parameters, LayerInput<T> x, Adjacency adjacency, ReadOnlyMemory<int> self) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var own = x.Dense is { } dense
            ? tape.Multiply(tape.Gather(dense, self), parameters[_self])
            : tape.Gather(x.Multiply(tape, parameters[_self]), self);
        return Join(tape, parameters, own, x, adjacency);
    }

    private Variable<T> Join<T>(Tape<T> tape, ParameterSet<T> parameters, Variable<T> own, LayerInput<T> x, Adjacency adjacency) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var y = tape.AddRow(tape.Add(own, Heard(tape, parameters, x, adjacency)), parameters[_bias]);
        return _isNormalised ? tape.NormaliseRows(y) : y;
    }

    private Variable<T> Heard<T>(Tape<T> tape, ParameterSet<T> parameters, LayerInput<T> x, Adjacency adjacency) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var weight = parameters[_neighbours];
        if (_aggregation == SageAggregation.Mean)
            return x.Dense is { } rows && IsCheaperAveraged(rows, weight, adjacency)
                ? tape.Multiply(tape.AverageNeighbours(rows, adjacency), weight)
                : tape.AverageNeighbours(x.Multiply(tape, weight), adjacency);

        var candidates = _pool is { } pool
            ? tape.Rectify(pool.Forward(tape, parameters, x))
            : x.Dense ?? throw new ArgumentException("The greatest of sparse features is not offered: pool them, or make them dense.", nameof(x));
        return tape.Multiply(tape.MaxNeighbours(candidates, adjacency), weight);
    }

    // The mean of products is the product of the mean: narrow rows are averaged, and few rows multiplied.
    private static bool IsCheaperAveraged<T>(Variable<T> x, Variable<T> weight, Adjacency adjacency) where T : unmanaged, IFloatingPointIeee754<T> =>
        x.Value.Columns <= weight.Value.Columns || adjacency.Rows < adjacency.Columns || !x.NeedsGradient;
}

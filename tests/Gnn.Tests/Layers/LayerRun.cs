using System.Numerics;
using NetMl.Gnn.Inputs;
using NetMl.Gnn.Parameters;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;

namespace NetMl.Gnn.Tests.Layers;

/// <summary>A layer with the case's parameters on a graph.</summary>
internal sealed class LayerRun<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly AnyLayer _layer;
    private readonly SmallGraph<T> _graph;
    private readonly Tape<T> _tape = new();
    private readonly ParameterSet<T> _set;
    private readonly Variable<T> _x;
    private readonly Tensor<T> _slopes;

    public LayerRun(AnyLayer layer, SmallGraph<T> graph)
    {
        var golden = LayerCases.Of(layer.Name);
        (_layer, _graph) = (layer, graph);
        Values = [.. layer.Layout.Slots.SelectMany(slot => Convert(golden.Parameters[slot.Name]))];
        Gradient = new T[Values.Length];
        InputGradient = new Tensor<T>(graph.X.Rows, graph.X.Columns);
        _set = new ParameterSet<T>(_tape, layer.Layout, Values, Gradient);
        _x = _tape.Parameter(graph.X, InputGradient);
        _slopes = new Tensor<T>(graph.X.Rows, golden.Slopes.Length / graph.X.Rows, Convert(golden.Slopes));
    }

    public T[] Values { get; }

    public T[] Gradient { get; }

    public Tensor<T> InputGradient { get; }

    public Tensor<T> Forward() => Forward(_x);

    public Tensor<T> Forward(LayerInput<T> x)
    {
        _tape.Reset();
        var y = _layer.Forward(_tape, _set, x, _graph).Value;
        return new Tensor<T>(y.Rows, y.Columns, y.Span.ToArray());
    }

    public T Loss() => Result().Value.Span[0];

    public void Backward()
    {
        Gradient.AsSpan().Clear();
        InputGradient.Span.Clear();
        _tape.Backward(Result());
    }

    private Variable<T> Result()
    {
        _tape.Reset();
        return _tape.Sum(_tape.MultiplyElements(_layer.Forward(_tape, _set, _x, _graph), _tape.Constant(_slopes)));
    }

    public static T[] Convert(double[] values) => Array.ConvertAll(values, T.CreateChecked);
}

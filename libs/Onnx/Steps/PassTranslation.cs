using NetMl.Onnx.Format;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;

namespace NetMl.Onnx.Steps;

/// <summary>Turns the steps of a pass over a small example into nodes of an ONNX graph, which then runs on any graph.</summary>
/// <remarks>
/// What the pass read beside its own results must have been announced: data as values of the graph, weights as constants, adjacencies and
/// gathered rows as lists. A copy is known by its content. A single row that was not announced is taken for the network's own constant; that
/// it does not hang on the example shows when another example gives the same file (<see cref="OnnxExport"/>).
/// </remarks>
internal sealed class PassTranslation(OnnxGraph graph)
{
    private readonly List<(Tensor<float> Tensor, Lazy<string> Value)> _tensors = [];
    private readonly Dictionary<Adjacency, Lazy<Neighbours>> _neighbours = [];
    private readonly Dictionary<SparseMatrix<float>, Func<string, int, string>> _products = [];
    private readonly List<(ReadOnlyMemory<int> Rows, Lazy<string> List)> _picks = [];
    private readonly Dictionary<int, string> _heights = [];
    private readonly Dictionary<Variable<float>, string> _results = [];
    private int _constants;

    public OnnxGraph Graph => graph;

    /// <summary>A tensor that the pass reads; its value is made when it is first read.</summary>
    public void Know(Tensor<float> tensor, Func<string> value) => _tensors.Add((tensor, new Lazy<string>(value)));

    /// <summary>An adjacency that the pass hears over.</summary>
    public void Know(Adjacency adjacency, Func<Neighbours> neighbours) => _neighbours[adjacency] = new Lazy<Neighbours>(neighbours);

    /// <summary>A sparse matrix that the pass multiplies with.</summary>
    /// <param name="product">Gives the product with a value of so many columns.</param>
    public void Know(SparseMatrix<float> matrix, Func<string, int, string> product) => _products[matrix] = product;

    /// <summary>Rows that the pass gathers; all rows in their order need not be announced.</summary>
    /// <param name="list">Gives int64 [rows].</param>
    public void Know(ReadOnlyMemory<int> rows, Func<string> list) => _picks.Add((rows, new Lazy<string>(list)));

    /// <summary>How many rows the example has of something, and their number in any graph as int64 [1].</summary>
    public void Know(int rows, string count) => _heights[rows] = count;

    /// <summary>The value of a result of the pass.</summary>
    /// <exception cref="NotSupportedException">A step has no counterpart in ONNX here, or reads what was not announced; the message names it.</exception>
    public string Translate(Tape<float> tape, Variable<float> result)
    {
        foreach (var step in tape.Steps())
            if (step.Result is { } made)
                _results[made] = StepTranslation.Translate(this, step);
        return Value(result, "Output");
    }

    /// <summary>The value of a variable.</summary>
    /// <param name="reader">The operation, for messages.</param>
    public string Value(Variable<float> variable, string reader)
    {
        if (_results.TryGetValue(variable, out var result))
            return result;
        var known = _tensors.Find(known => ReferenceEquals(known.Tensor, variable.Value)).Value ?? _tensors.Find(known => IsSame(known.Tensor, variable.Value)).Value;
        return known?.Value ?? Constant(variable.Value)
            ?? throw new NotSupportedException($"The operation {reader} reads data {variable.Value} that no input of the exported model gives: this network cannot be exported to ONNX.");
    }

    public Neighbours Neighbours(TapeStep<float> step) => step.Pattern is { } pattern && _neighbours.TryGetValue(pattern, out var neighbours)
        ? neighbours.Value
        : throw new NotSupportedException($"The operation {step.Operation} hears over neighbours that no input of the exported model gives: this network cannot be exported to ONNX.");

    public string Product(TapeStep<float> step, string x) => step.Matrix is { } matrix && _products.TryGetValue(matrix, out var product)
        ? product(x, Width(step))
        : throw new NotSupportedException($"The operation {step.Operation} reads a sparse matrix that no input of the exported model gives: this network cannot be exported to ONNX.");

    public string Gather(TapeStep<float> step, string x)
    {
        if (step.Picks.Length == step.Inputs[0].Value.Rows && IsAscending(step.Picks.Span))
            return x;
        foreach (var (rows, list) in _picks)
            if (rows.Span.SequenceEqual(step.Picks.Span))
                return graph.Add("Gather", [x, list.Value], OnnxGraph.Attribute("axis", 0));
        throw new NotSupportedException("The operation Gather takes rows that no input of the exported model names: this network cannot be exported to ONNX.");
    }

    /// <summary>Columns of a step's result.</summary>
    public static int Width(TapeStep<float> step) => step.Result?.Value.Columns ?? throw new InvalidOperationException("A listed step has a result.");

    // 0, 1, 2, …
    private static bool IsAscending(ReadOnlySpan<int> rows)
    {
        for (var i = 0; i < rows.Length; i++)
            if (rows[i] != i)
                return false;
        return true;
    }

    private static bool IsSame(Tensor<float> known, Tensor<float> read) => known.HasShapeOf(read) && known.Span.SequenceEqual(read.Span);

    // A single row; or one number throughout, for each node or flow.
    private string? Constant(Tensor<float> tensor)
    {
        if (tensor.Rows == 1)
            return graph.Floats($"constant.{_constants++}", tensor.Span, 1, tensor.Columns);
        if (!_heights.TryGetValue(tensor.Rows, out var rows) || tensor.Span.IsEmpty || tensor.Span.ContainsAnyExcept(tensor.Span[0]))
            return null;
        return graph.Add("ConstantOfShape", [graph.Add("Concat", [rows, graph.Integers(tensor.Columns)], OnnxGraph.Attribute("axis", 0))], OnnxGraph.Tensor("value", tensor.Span[0]));
    }
}

using NetMl.Onnx.Format;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;

namespace NetMl.Onnx.Steps;

/// <summary>Turns the steps of a pass over a small example into nodes of an ONNX graph, which then runs on any graph.</summary>
/// <remarks>What the pass read beside its own results must have been announced: data as values of the graph, weights as constants, adjacencies as lists.</remarks>
internal sealed class PassTranslation(OnnxGraph graph)
{
    private readonly Dictionary<Tensor<float>, Func<string>> _tensors = [];
    private readonly Dictionary<Adjacency, Func<Neighbours>> _neighbours = [];
    private readonly Dictionary<SparseMatrix<float>, Func<string, int, string>> _products = [];
    private readonly List<(ReadOnlyMemory<int> Rows, string? List)> _picks = [];
    private readonly Dictionary<Variable<float>, string> _results = [];

    public OnnxGraph Graph => graph;

    /// <summary>A tensor that the pass reads; its value is made when it is first read.</summary>
    public void Know(Tensor<float> tensor, Func<string> value)
    {
        var made = new Lazy<string>(value);
        _tensors[tensor] = () => made.Value;
    }

    /// <summary>An adjacency that the pass hears over.</summary>
    public void Know(Adjacency adjacency, Func<Neighbours> neighbours)
    {
        var made = new Lazy<Neighbours>(neighbours);
        _neighbours[adjacency] = () => made.Value;
    }

    /// <summary>A sparse matrix that the pass multiplies with.</summary>
    /// <param name="product">Gives the product with a value of so many columns.</param>
    public void Know(SparseMatrix<float> matrix, Func<string, int, string> product) => _products[matrix] = product;

    /// <summary>Rows that the pass gathers.</summary>
    /// <param name="list">int64 [rows]; null = all rows in their order.</param>
    public void Know(ReadOnlyMemory<int> rows, string? list) => _picks.Add((rows, list));

    /// <summary>The value of a result of the pass.</summary>
    /// <exception cref="NotSupportedException">A step has no counterpart in ONNX here, or reads what was not announced; the message names it.</exception>
    public string Translate(Tape<float> tape, Variable<float> result)
    {
        foreach (var step in tape.Steps())
            if (step.Result is { } made)
                _results[made] = StepTranslation.Translate(this, step);
        return Value(result, "the result");
    }

    /// <summary>The value of a variable.</summary>
    /// <param name="reader">For messages.</param>
    public string Value(Variable<float> variable, string reader) =>
        _results.TryGetValue(variable, out var result) ? result
        : _tensors.TryGetValue(variable.Value, out var tensor) ? tensor()
        : throw new NotSupportedException($"{Capital(reader)} reads data {variable.Value} that is no input of the exported model: this network cannot be exported to ONNX.");

    public Neighbours Neighbours(TapeStep<float> step) => step.Pattern is { } pattern && _neighbours.TryGetValue(pattern, out var neighbours)
        ? neighbours()
        : throw new NotSupportedException($"The operation {step.Operation} hears over neighbours that no input of the exported model gives: this network cannot be exported to ONNX.");

    public string Product(TapeStep<float> step, string x) => step.Matrix is { } matrix && _products.TryGetValue(matrix, out var product)
        ? product(x, Width(step))
        : throw new NotSupportedException($"The operation {step.Operation} reads a sparse matrix that no input of the exported model gives: this network cannot be exported to ONNX.");

    public string Gather(TapeStep<float> step, string x)
    {
        foreach (var (rows, list) in _picks)
            if (rows.Equals(step.Picks))
                return list is null ? x : graph.Add("Gather", [x, list], OnnxGraph.Attribute("axis", 0));
        throw new NotSupportedException("The operation Gather takes rows that no input of the exported model names: this network cannot be exported to ONNX.");
    }

    /// <summary>Columns of a step's result.</summary>
    public static int Width(TapeStep<float> step) => step.Result?.Value.Columns ?? throw new InvalidOperationException("A listed step has a result.");

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}

using NetMl.Onnx.Format;
using NetMl.Onnx.Steps;
using NetMl.Tensors;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;
using static Onnx.TensorProto.Types;

namespace NetMl.Onnx.Tests;

/// <summary>Each operation of a tape, alone, against the runtime.</summary>
public sealed class StepTranslationTests(OnnxRuntime runtime) : IClassFixture<OnnxRuntime>
{
    private const int Rows = 5;
    private const int Columns = 6;

    private delegate Variable<float> Step(Tape<float> tape, Variable<float> x, Variable<float> y, Variable<float> row, Variable<float> column);

    private static readonly Adjacency Heard = Adjacency.Group(Rows, [0, 0, 1, 3, 3, 3], [1, 2, 1, 0, 4, 4], skipSelf: false);

    private static Dictionary<string, Step> Steps => new()
    {
        ["Add"] = (tape, x, y, _, _) => tape.Add(x, y),
        ["Subtract"] = (tape, x, y, _, _) => tape.Subtract(x, y),
        ["AddRow"] = (tape, x, _, row, _) => tape.AddRow(x, row),
        ["AddColumn"] = (tape, x, _, _, column) => tape.AddColumn(x, column),
        ["MultiplyElements"] = (tape, x, y, _, _) => tape.MultiplyElements(x, y),
        ["MultiplyRow"] = (tape, x, _, row, _) => tape.MultiplyRow(x, row),
        ["MultiplyColumn"] = (tape, x, _, _, column) => tape.MultiplyColumn(x, column),
        ["MaxElements"] = (tape, x, y, _, _) => tape.MaxElements(x, y),
        ["MultiplyTransposed"] = (tape, x, y, _, _) => tape.MultiplyTransposed(x, y),
        ["Multiply"] = (tape, x, y, _, _) => tape.Multiply(tape.MultiplyTransposed(x, y), x),
        ["JoinColumns"] = (tape, x, y, _, column) => tape.JoinColumns(x, column, y),
        ["JoinRows"] = (tape, x, y, _, _) => tape.JoinRows(x, y),
        ["SumColumns"] = (tape, x, _, _, _) => tape.SumColumns(x),
        ["MeanRows"] = (tape, x, _, _, _) => tape.MeanRows(x),
        ["Sum"] = (tape, x, _, _, _) => tape.Sum(x),
        ["AddScaled"] = (tape, x, y, _, _) => tape.AddScaled(x, y, tape.Sum(x)),
        ["Scale"] = (tape, x, _, _, _) => tape.Scale(x, -1.5f),
        ["Rectify"] = (tape, x, _, _, _) => tape.Rectify(x),
        ["LeakyRectify"] = (tape, x, _, _, _) => tape.LeakyRectify(x, 0.3f),
        ["Elu"] = (tape, x, _, _, _) => tape.Elu(x, 1.3f),
        ["Sigmoid"] = (tape, x, _, _, _) => tape.Sigmoid(x),
        ["Tanh"] = (tape, x, _, _, _) => tape.Tanh(x),
        ["Gelu"] = (tape, x, _, _, _) => tape.Gelu(x),
        ["Softmax"] = (tape, x, _, _, _) => tape.Softmax(x),
        ["LogSoftmax"] = (tape, x, _, _, _) => tape.LogSoftmax(x),
        ["NormaliseRows"] = (tape, x, _, _, column) => tape.NormaliseRows(tape.MultiplyColumn(x, tape.Rectify(column))),
        ["LayerNorm"] = (tape, x, _, row, _) => tape.LayerNorm(x, row, row, 1e-3f),
        ["Recur"] = (tape, x, y, _, column) => tape.Recur(x, y, tape.JoinColumns(column, column)),
        ["MeanHeads"] = (tape, x, _, _, _) => tape.MeanHeads(x, 2),
        ["MixHeads"] = (tape, x, y, _, _) => tape.MixHeads(tape.JoinColumns(x, y), x, 1),
        ["DotHeads"] = (tape, x, _, row, _) => tape.DotHeads(x, row),
        ["SumNeighbours"] = (tape, x, _, _, _) => tape.SumNeighbours(x, Heard),
        ["AverageNeighbours"] = (tape, x, _, _, _) => tape.AverageNeighbours(x, Heard),
        ["MaxNeighbours"] = (tape, x, _, _, _) => tape.MaxNeighbours(x, Heard),
        ["AttendScores"] = (tape, x, y, _, _) => tape.AttendScores(x, y, Heard, 0.2),
        ["AttendJointly"] = (tape, x, y, row, _) => tape.AttendJointly(x, y, row, Heard, 0.2),
        ["SoftmaxNeighbours"] = (tape, x, y, _, _) => tape.SoftmaxNeighbours(tape.Scale(tape.AttendScores(x, y, Heard, 0.2), 100), Heard),
        ["SumNeighbours, weighted"] = (tape, x, _, _, column) =>
            tape.SumNeighbours(tape.JoinColumns(tape.AttendScores(column, column, Heard, 0.2), tape.AttendScores(column, column, Heard, 0.9)), x, Heard),
    };

    public static TheoryData<string> Names => [.. Steps.Keys];

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void Translate_Operation_GivesTheTapesNumbers(string name)
    {
        var tape = new Tape<float>();
        var inputs = (Tensor<float>[])[Some(Rows, Columns, 1), Some(Rows, Columns, 2), Some(1, Columns, 3), Some(Rows, 1, 4)];
        var variables = Array.ConvertAll(inputs, tape.Constant);
        var expected = Steps[name](tape, variables[0], variables[1], variables[2], variables[3]);

        var graph = new OnnxGraph("one step");
        var pass = new PassTranslation(graph);
        string[] names = ["x", "y", "row", "column"];
        for (var i = 0; i < names.Length; i++)
        {
            var input = graph.Input(names[i], DataType.Float, null, inputs[i].Rows, inputs[i].Columns);
            pass.Know(inputs[i], () => input);
        }
        // The order of an adjacency's entries is that of the lists.
        var (listeners, sources) = (graph.Input("listeners", DataType.Int64, "entries"), graph.Input("sources", DataType.Int64, "entries"));
        pass.Know(Heard, () => new Neighbours(graph, listeners, sources, graph.Integers(Rows)));
        graph.Output(pass.Translate(tape, expected), "result", DataType.Float, null, expected.Value.Rows, expected.Value.Columns);

        var outputs = runtime.Run(
            runtime.Store(graph.Write([], "")),
            [
                .. names.Select((input, i) => (input, "float32", new[] { inputs[i].Rows, inputs[i].Columns }, Array.ConvertAll(inputs[i].Span.ToArray(), number => (double)number))),
                ("listeners", "int64", [6], [0, 0, 1, 3, 3, 3]), ("sources", "int64", [6], [1, 2, 1, 0, 4, 4]),
            ]);
        Same.Numbers(expected.Value.Span.ToArray(), outputs["result"]);
    }

    [Fact]
    public void Translate_OperationWithoutCounterpart_IsRefusedByName()
    {
        var tape = new Tape<float>();
        var x = Some(Rows, Columns, 1);
        var result = tape.SumSquaredError(tape.Constant(x), x);
        var pass = new PassTranslation(new OnnxGraph("refused"));
        pass.Know(x, () => "x");

        var refusal = Assert.Throws<NotSupportedException>(() => pass.Translate(tape, result));

        Assert.Equal("The operation SummedLoss has no counterpart in the ONNX export: this network cannot be exported to ONNX.", refusal.Message);
    }

    [Fact]
    public void Translate_UnknownData_IsRefused()
    {
        var tape = new Tape<float>();
        var result = tape.Rectify(tape.Constant(Some(2, 3, 1)));

        var refusal = Assert.Throws<NotSupportedException>(() => new PassTranslation(new OnnxGraph("refused")).Translate(tape, result));

        Assert.StartsWith("The operation Rectify reads data [2, 3] that no input of the exported model gives", refusal.Message, StringComparison.Ordinal);
    }

    private static Tensor<float> Some(int rows, int columns, int seed)
    {
        var random = new Random(seed);
        return new Tensor<float>(rows, columns, Enumerable.Range(0, rows * columns).Select(_ => (float)(random.NextDouble() * 4 - 2)).ToArray());
    }
}

using NetMl.Tensors.Autograd;

namespace NetMl.Tensors.Tests.Autograd;

/// <summary>Compares gradients with central differences in double precision.</summary>
internal static class GradientCheck
{
    private const double Step = 1e-5;
    private const double Tolerance = 1e-6;

    /// <summary>Checks d loss / d x for every element of every input.</summary>
    /// <param name="loss">Builds a [1, 1] result from the inputs.</param>
    public static void Run(Func<Tape<double>, Variable<double>[], Variable<double>> loss, params Tensor<double>[] inputs)
    {
        var gradients = inputs.Select(input => new Tensor<double>(input.Rows, input.Columns)).ToArray();
        var tape = new Tape<double>();
        tape.Backward(loss(tape, [.. inputs.Select((input, i) => tape.Parameter(input, gradients[i]))]));

        for (var i = 0; i < inputs.Length; i++)
            for (var at = 0; at < inputs[i].Span.Length; at++)
            {
                var kept = inputs[i].Span[at];
                inputs[i].Span[at] = kept + Step;
                var above = Value(loss, inputs);
                inputs[i].Span[at] = kept - Step;
                var below = Value(loss, inputs);
                inputs[i].Span[at] = kept;
                var difference = (above - below) / (2 * Step);
                Assert.True(Math.Abs(difference - gradients[i].Span[at]) <= Tolerance * Math.Max(1, Math.Abs(difference)),
                    $"input {i}[{at}]: gradient {gradients[i].Span[at]}, central difference {difference}");
            }
    }

    public static Tensor<double> Random(int rows, int columns, int seed)
    {
        var random = new Random(seed);
        return new Tensor<double>(rows, columns, Enumerable.Range(0, rows * columns).Select(_ => random.NextDouble() * 2 - 1).ToArray());
    }

    private static double Value(Func<Tape<double>, Variable<double>[], Variable<double>> loss, Tensor<double>[] inputs)
    {
        var tape = new Tape<double>();
        return loss(tape, [.. inputs.Select(tape.Constant)]).Value.Span[0];
    }
}

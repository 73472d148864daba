using NetMl.Tensors;
using NetMl.Tensors.Autograd;
using NetMl.Tensors.Autograd.Operations;
using NetMl.Tensors.Optimisation;

namespace NetMl.Gnn.Baselines;

/// <summary>Multinomial logistic regression: what a model without any graph makes of the flow features alone.</summary>
/// <remarks>
/// Minimises (1/N) Σ weight[tᵢ] · trustᵢ · cross-entropyᵢ + (penalty/2)·|W|² by L-BFGS in double precision until the gradient vanishes;
/// the problem is convex, so the answer does not depend on a start or a seed.
/// </remarks>
public sealed class LogisticRegression
{
    /// <summary>Strength of the L2 penalty on the weights (not on the biases); keeps separable classes finite.</summary>
    public const double Penalty = 1e-4;

    private readonly int _features;
    private readonly int _classes;
    private readonly double[] _parameters;

    private LogisticRegression(int features, int classes, Minimum minimum)
    {
        _features = features;
        _classes = classes;
        _parameters = minimum.Point;
        HasConverged = minimum.HasConverged;
    }

    /// <summary>True when the gradient became small enough before the steps ran out.</summary>
    public bool HasConverged { get; }

    /// <summary>Learns from labelled rows.</summary>
    /// <param name="values">[n, features], standardised.</param>
    /// <param name="labels">[n]; −1 = not learnt from.</param>
    /// <param name="classWeights">[classes].</param>
    /// <param name="trust">[n], how far each label is trusted; empty = 1 each.</param>
    public static LogisticRegression Fit(
        ReadOnlySpan<float> values, int features, ReadOnlyMemory<int> labels, ReadOnlySpan<float> classWeights, CancellationToken cancellationToken, ReadOnlySpan<float> trust = default)
    {
        var classes = classWeights.Length;
        var x = new Tensor<double>(labels.Length, features, Widen(values));
        var (weights, trusted) = (Widen(classWeights), Widen(trust));
        var items = 0;
        foreach (var label in labels.Span)
            items += label >= 0 ? 1 : 0;
        var tape = new Tape<double>();

        double Loss(double[] point, double[] gradient)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Array.Clear(gradient);
            tape.Reset();
            var loss = tape.CrossEntropy(Logits(tape, x, classes, point, gradient), labels, weights, trusted);
            tape.Backward(loss);
            var mean = loss.Value.Span[0] / Math.Max(1, items);
            for (var i = 0; i < gradient.Length; i++)
            {
                var penalty = i < features * classes ? Penalty * point[i] : 0;
                gradient[i] = gradient[i] / Math.Max(1, items) + penalty;
                mean += penalty * point[i] / 2;
            }
            return mean;
        }

        return new LogisticRegression(features, classes, LimitedMemoryBfgs.Minimise(Loss, new double[(features + 1) * classes], maxSteps: 500, tolerance: 1e-5));
    }

    /// <summary>Probabilities of the classes.</summary>
    /// <param name="values">[n, features], standardised as in training.</param>
    /// <returns>[n, classes] row-major; each row sums to 1 within 1e-5.</returns>
    public float[] Probabilities(ReadOnlySpan<float> values)
    {
        var rows = values.Length / _features;
        var tape = new Tape<double>();
        var logits = Logits(tape, new Tensor<double>(rows, _features, Widen(values)), _classes, _parameters, gradient: null);
        return Array.ConvertAll(tape.Softmax(logits).Value.Span.ToArray(), probability => (float)probability);
    }

    /// <summary>The most probable class of each row.</summary>
    /// <param name="values">[n, features], standardised as in training.</param>
    public int[] Predict(ReadOnlySpan<float> values)
    {
        var rows = values.Length / _features;
        var logits = Logits(new Tape<double>(), new Tensor<double>(rows, _features, Widen(values)), _classes, _parameters, gradient: null).Value;
        var best = new int[rows];
        for (var row = 0; row < rows; row++)
            best[row] = logits.Row(row).IndexOf(Largest(logits.Row(row)));
        return best;
    }

    private static Variable<double> Logits(Tape<double> tape, Tensor<double> x, int classes, double[] point, double[]? gradient)
    {
        var split = x.Columns * classes;
        Variable<double> Slot(int rows, Range range) => gradient is null
            ? tape.Constant(new Tensor<double>(rows, classes, point.AsMemory(range)))
            : tape.Parameter(new Tensor<double>(rows, classes, point.AsMemory(range)), new Tensor<double>(rows, classes, gradient.AsMemory(range)));
        return tape.AddRow(tape.Multiply(tape.Constant(x), Slot(x.Columns, ..split)), Slot(1, split..));
    }

    private static double Largest(ReadOnlySpan<double> values)
    {
        var largest = values[0];
        foreach (var value in values)
            largest = Math.Max(largest, value);
        return largest;
    }

    private static double[] Widen(ReadOnlySpan<float> values)
    {
        var wide = new double[values.Length];
        for (var i = 0; i < wide.Length; i++)
            wide[i] = values[i];
        return wide;
    }
}

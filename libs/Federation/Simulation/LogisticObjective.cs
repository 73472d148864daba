using System.Numerics.Tensors;
using NetMl.Federation.Learning;

namespace NetMl.Federation.Simulation;

/// <summary>Multinomial logistic regression on one site's examples; each example is a unit.</summary>
/// <remarks>
/// Parameters: W [classes, width] ‖ b [classes]. Loss of (x, y): ln Σ_c exp(z_c) − z_y with z = Wx + b; ∂/∂z_c = softmax(z)_c − [c = y].
/// O(classes · width) per example; nothing is allocated. Threads may share one objective: it keeps no state.
/// </remarks>
public sealed class LogisticObjective : ITestedObjective
{
    private const int MaximumClasses = 256;

    private readonly Examples _train;
    private readonly Examples _test;

    /// <param name="train">May be empty.</param>
    /// <exception cref="ArgumentException">Widths differ, or a label is not below the number of classes.</exception>
    public LogisticObjective(Examples train, Examples test, int classes)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(test);
        if (train.Width != test.Width || train.Width < 1)
            throw new ArgumentException($"Examples of {train.Width} and of {test.Width} features.", nameof(test));
        if (classes is < 2 or > MaximumClasses)
            throw new ArgumentException($"{classes} classes; 2 to {MaximumClasses} are possible.", nameof(classes));
        foreach (var label in (ReadOnlySpan<int>)[.. train.Labels.Span, .. test.Labels.Span])
        {
            if ((uint)label >= classes)
                throw new ArgumentException($"The label {label} is not among {classes} classes.", nameof(train));
        }
        (_train, _test, Classes) = (train, test, classes);
    }

    public int Classes { get; }

    public int Parameters => Classes * (_train.Width + 1);

    public int Items => _train.Count;

    public int Units => _train.Count;

    public int ItemsOf(int unit) => 1;

    public double AddGradient(int unit, Memory<float> parameters, Memory<float> gradient)
    {
        var width = _train.Width;
        var x = _train.Row(unit);
        var label = _train.Labels.Span[unit];
        Span<float> slopes = stackalloc float[Classes];
        Logits(parameters.Span, x, slopes);
        var loss = SoftMax(slopes, label);
        slopes[label] -= 1;
        var sum = gradient.Span;
        for (var c = 0; c < slopes.Length; c++)
        {
            var row = sum.Slice(c * width, width);
            TensorPrimitives.MultiplyAdd(x, slopes[c], row, row);
        }
        var bias = sum[(Classes * width)..];
        TensorPrimitives.Add(bias, slopes, bias);
        return loss;
    }

    public double Loss(Memory<float> parameters) => MeanLoss(_train, parameters.Span, []).Loss;

    public LocalScores Test(Memory<float> parameters)
    {
        var confusion = new double[3 * Classes];
        var (loss, accuracy) = MeanLoss(_test, parameters.Span, confusion);
        return new LocalScores(loss, accuracy, confusion, _test.Count);
    }

    private (double Loss, double Accuracy) MeanLoss(Examples examples, ReadOnlySpan<float> parameters, Span<double> confusion)
    {
        if (examples.Count == 0)
            return (0, 0);
        Span<float> logits = stackalloc float[Classes];
        var (loss, correct, share) = (0.0, 0, 1.0 / examples.Count);
        for (var i = 0; i < examples.Count; i++)
        {
            var label = examples.Labels.Span[i];
            Logits(parameters, examples.Row(i), logits);
            var guess = TensorPrimitives.IndexOfMax(logits);
            correct += guess == label ? 1 : 0;
            loss += SoftMax(logits, label);
            if (confusion.IsEmpty)
                continue;
            confusion[guess == label ? label : Classes + guess] += share;
            confusion[2 * Classes + label] += guess == label ? 0 : share;
        }
        return (loss * share, correct * share);
    }

    private void Logits(ReadOnlySpan<float> parameters, ReadOnlySpan<float> x, Span<float> logits)
    {
        for (var c = 0; c < logits.Length; c++)
            logits[c] = TensorPrimitives.Dot(parameters.Slice(c * x.Length, x.Length), x) + parameters[Classes * x.Length + c];
    }

    /// <summary>Overwrites logits with their softmax.</summary>
    /// <returns>The loss of the label.</returns>
    private static double SoftMax(Span<float> logits, int label)
    {
        var largest = TensorPrimitives.Max(logits);
        var own = logits[label] - largest;
        TensorPrimitives.Subtract(logits, largest, logits);
        TensorPrimitives.Exp(logits, logits);
        var sum = TensorPrimitives.Sum(logits);
        TensorPrimitives.Multiply(logits, 1 / sum, logits);
        return Math.Log(sum) - own;
    }
}

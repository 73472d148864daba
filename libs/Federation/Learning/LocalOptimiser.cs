using System.Numerics.Tensors;

namespace NetMl.Federation.Learning;

/// <summary>The rule of one local step: sgd (w −= ηg, without momentum) or adam (Kingma and Ba 2015, with bias correction), started anew each round.</summary>
internal sealed class LocalOptimiser
{
    private const float Beta1 = 0.9f;
    private const float Beta2 = 0.999f;
    private const float Epsilon = 1e-8f;

    private readonly double _rate;
    private readonly float[] _first;
    private readonly float[] _second;
    private readonly float[] _scratch;
    private readonly bool _isAdam;
    private int _steps;

    /// <exception cref="ArgumentException">Neither sgd nor adam.</exception>
    public LocalOptimiser(LocalOrder order, int parameters)
    {
        _isAdam = order.Optimiser switch
        {
            "sgd" => false,
            "adam" => true,
            _ => throw new ArgumentException($"'{order.Optimiser}' is not an optimiser of sites: sgd or adam.", nameof(order)),
        };
        _rate = order.LearningRate;
        _first = new float[_isAdam ? parameters : 0];
        _second = new float[_first.Length];
        _scratch = new float[_first.Length];
    }

    /// <param name="gradient">Overwritten.</param>
    public void Step(Span<float> parameters, Span<float> gradient)
    {
        if (!_isAdam)
        {
            TensorPrimitives.MultiplyAdd(gradient, (float)-_rate, parameters, parameters);
            return;
        }
        _steps++;
        // m += (1 − β₁)(g − m); v += (1 − β₂)(g² − v).
        TensorPrimitives.Subtract(gradient, _first, _scratch);
        TensorPrimitives.MultiplyAdd(_scratch, 1 - Beta1, _first, _first);
        TensorPrimitives.Multiply(gradient, gradient, gradient);
        TensorPrimitives.Subtract(gradient, _second, _scratch);
        TensorPrimitives.MultiplyAdd(_scratch, 1 - Beta2, _second, _second);
        // w −= η · m̂ / (√v̂ + ε).
        TensorPrimitives.Multiply(_second, (float)(1 / (1 - Math.Pow(Beta2, _steps))), _scratch);
        TensorPrimitives.Sqrt(_scratch, _scratch);
        TensorPrimitives.Add(_scratch, Epsilon, _scratch);
        TensorPrimitives.Divide(_first, _scratch, _scratch);
        TensorPrimitives.MultiplyAdd(_scratch, (float)(-_rate / (1 - Math.Pow(Beta1, _steps))), parameters, parameters);
    }
}

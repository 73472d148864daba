using System.Globalization;
using NetMl.Federation.Learning;

namespace NetMl.Federation.Tests.Learning;

/// <summary>½·h·‖w − a_u‖² per unit: everything about it can be worked by hand.</summary>
internal sealed class QuadraticObjective(double curvature, params float[][] targets) : ILocalObjective
{
    /// <summary>Units in the order they were asked for.</summary>
    public List<int> Asked { get; } = [];

    public int Parameters => targets[0].Length;

    public int Items => targets.Length;

    public int Units => targets.Length;

    public int ItemsOf(int unit) => 1;

    public double AddGradient(int unit, Memory<float> parameters, Memory<float> gradient)
    {
        Asked.Add(unit);
        for (var i = 0; i < gradient.Length; i++)
            gradient.Span[i] += (float)(curvature * (parameters.Span[i] - targets[unit][i]));
        return LossOf(unit, parameters.Span);
    }

    public double Loss(Memory<float> parameters) => Enumerable.Range(0, Units).Average(unit => LossOf(unit, parameters.Span));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"curvature {curvature}, {Units} units");

    private double LossOf(int unit, ReadOnlySpan<float> parameters)
    {
        var loss = 0.0;
        for (var i = 0; i < parameters.Length; i++)
            loss += 0.5 * curvature * Math.Pow(parameters[i] - targets[unit][i], 2);
        return loss;
    }
}

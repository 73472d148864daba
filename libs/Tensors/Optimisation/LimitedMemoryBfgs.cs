using System.Numerics.Tensors;

namespace NetMl.Tensors.Optimisation;

/// <summary>Value of a function at a point; writes the gradient there.</summary>
/// <param name="gradient">Same length as the point; overwritten.</param>
public delegate double Objective(double[] point, double[] gradient);

/// <summary>Where a minimisation ended.</summary>
/// <param name="HasConverged">The largest gradient component fell below the tolerance.</param>
public sealed record Minimum(double[] Point, double Value, int Steps, bool HasConverged);

/// <summary>Minimises a smooth function of many variables from values and gradients.</summary>
/// <remarks>Source: Nocedal &amp; Wright 2006, algorithms 7.4 and 7.5, memory 10; the step is halved until the value falls enough (Armijo, 1e-4).</remarks>
public static class LimitedMemoryBfgs
{
    private const int Memory = 10;

    /// <param name="start">Not changed.</param>
    /// <param name="tolerance">Ends when no gradient component is larger than this.</param>
    public static Minimum Minimise(Objective objective, double[] start, int maxSteps, double tolerance)
    {
        var point = (double[])start.Clone();
        var gradient = new double[point.Length];
        var value = objective(point, gradient);
        var history = new List<Pair>();

        for (var step = 0; step < maxSteps; step++)
        {
            if (IsFlat(gradient, tolerance))
                return new Minimum(point, value, step, true);
            var direction = Direction(gradient, history);
            var slope = TensorPrimitives.Dot<double>(direction, gradient);
            var next = Search(objective, point, value, direction, slope, history.Count == 0 ? 1 / (1 + TensorPrimitives.Norm<double>(gradient)) : 1);
            if (next is not { } found)
                return new Minimum(point, value, step, false);
            Remember(history, point, gradient, found);
            (point, gradient, value) = (found.Point, found.Gradient, found.Value);
        }
        return new Minimum(point, value, maxSteps, IsFlat(gradient, tolerance));
    }

    private static bool IsFlat(double[] gradient, double tolerance) => Array.TrueForAll(gradient, component => Math.Abs(component) <= tolerance);

    // The two-loop recursion: −H·g with H made of the last pairs (s, y).
    private static double[] Direction(double[] gradient, List<Pair> history)
    {
        var direction = Array.ConvertAll(gradient, component => -component);
        var alphas = new double[history.Count];
        for (var i = history.Count - 1; i >= 0; i--)
        {
            alphas[i] = TensorPrimitives.Dot<double>(history[i].S, direction) / history[i].Curvature;
            TensorPrimitives.MultiplyAdd(history[i].Y, -alphas[i], direction, direction);
        }
        if (history.Count > 0)
            TensorPrimitives.Multiply(direction, history[^1].Curvature / TensorPrimitives.Dot<double>(history[^1].Y, history[^1].Y), direction);
        for (var i = 0; i < history.Count; i++)
        {
            var beta = TensorPrimitives.Dot<double>(history[i].Y, direction) / history[i].Curvature;
            TensorPrimitives.MultiplyAdd(history[i].S, alphas[i] - beta, direction, direction);
        }
        return direction;
    }

    private static Trial? Search(Objective objective, double[] point, double value, double[] direction, double slope, double length)
    {
        const double SufficientFall = 1e-4;
        for (var attempt = 0; attempt < 40; attempt++, length /= 2)
        {
            var candidate = new double[point.Length];
            TensorPrimitives.MultiplyAdd(direction, length, point, candidate);
            var gradient = new double[point.Length];
            var reached = objective(candidate, gradient);
            if (reached <= value + SufficientFall * length * slope)
                return new Trial(candidate, gradient, reached);
        }
        return null;
    }

    private static void Remember(List<Pair> history, double[] point, double[] gradient, Trial found)
    {
        var (s, y) = (new double[point.Length], new double[point.Length]);
        TensorPrimitives.Subtract(found.Point, point, s);
        TensorPrimitives.Subtract(found.Gradient, gradient, y);
        var curvature = TensorPrimitives.Dot<double>(s, y);
        if (curvature <= 1e-12 * TensorPrimitives.Dot<double>(y, y))
            return;
        if (history.Count == Memory)
            history.RemoveAt(0);
        history.Add(new Pair(s, y, curvature));
    }

    private sealed record Pair(double[] S, double[] Y, double Curvature);

    private sealed record Trial(double[] Point, double[] Gradient, double Value);
}

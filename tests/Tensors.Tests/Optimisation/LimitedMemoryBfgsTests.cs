using NetMl.Tensors.Optimisation;

namespace NetMl.Tensors.Tests.Optimisation;

public sealed class LimitedMemoryBfgsTests
{
    [Fact]
    public void Minimise_Rosenbrock_FindsTheValley()
    {
        static double Rosenbrock(double[] x, double[] g)
        {
            var (a, b) = (1 - x[0], x[1] - x[0] * x[0]);
            g[0] = -2 * a - 400 * x[0] * b;
            g[1] = 200 * b;
            return a * a + 100 * b * b;
        }

        var minimum = LimitedMemoryBfgs.Minimise(Rosenbrock, [-1.2, 1], maxSteps: 200, tolerance: 1e-8);

        Assert.True(minimum.HasConverged);
        Assert.Equal(1, minimum.Point[0], 6);
        Assert.Equal(1, minimum.Point[1], 6);
    }

    [Fact]
    public void Minimise_TooFewSteps_SaysSo()
    {
        static double Square(double[] x, double[] g)
        {
            g[0] = 2 * x[0];
            return x[0] * x[0];
        }

        Assert.False(LimitedMemoryBfgs.Minimise(Square, [1000], maxSteps: 1, tolerance: 1e-12).HasConverged);
    }
}

using NetMl.Graphs.Layout;

namespace NetMl.Graphs.Tests.Layout;

public sealed class RepulsionTests
{
    /// <summary>Of the root mean square error, relative to that of the exact forces.</summary>
    [Theory]
    [InlineData(0, 1e-5)]
    [InlineData(0.5, 0.01)]
    [InlineData(0.9, 0.03)]
    [InlineData(1.2, 0.06)]
    public void Compute_ClusteredPoints_StaysWithinTheBoundOfTheta(double theta, double bound)
    {
        var (x, y, mass) = Clusters(seed: 5, count: 2000);
        var (exactX, exactY) = Exact(x, y, mass, 2);
        float[] forceX = new float[x.Length], forceY = new float[x.Length];

        new Repulsion(x.Length, 2, theta, threads: 2).Compute(x, y, mass, forceX, forceY);

        double error = 0, size = 0;
        for (var i = 0; i < x.Length; i++)
        {
            error += Math.Pow(forceX[i] - exactX[i], 2) + Math.Pow(forceY[i] - exactY[i], 2);
            size += exactX[i] * exactX[i] + exactY[i] * exactY[i];
        }
        Assert.InRange(Math.Sqrt(error / size), 0, bound);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(100)]
    public void Compute_PointsOfOnePlace_PushNothing(int count)
    {
        float[] x = new float[count], y = new float[count], mass = new float[count], forceX = new float[count], forceY = new float[count];
        Array.Fill(mass, 1);

        new Repulsion(count, 2, 0.9, threads: 1).Compute(x, y, mass, forceX, forceY);

        Assert.All(forceX.Concat(forceY), force => Assert.Equal(0, force));
    }

    [Fact]
    public void Compute_TwoPoints_PushWithTheFormula()
    {
        float[] forceX = new float[2], forceY = new float[2];

        new Repulsion(2, 3, 0.9, threads: 1).Compute([0, 4], [0, 3], [2, 5], forceX, forceY);

        // 3 · 2 · 5 / 5 = 6, along (4, 3) / 5.
        Assert.Equal((-4.8, 4.8), (forceX[0], forceX[1]), Near);
        Assert.Equal((-3.6, 3.6), (forceY[0], forceY[1]), Near);
    }

    private static bool Near((double, double) a, (double, double) b) => Math.Abs(a.Item1 - b.Item1) + Math.Abs(a.Item2 - b.Item2) < 1e-5;

    private static (float[] X, float[] Y, float[] Mass) Clusters(int seed, int count)
    {
        var random = new Random(seed);
        float[] x = new float[count], y = new float[count], mass = new float[count];
        for (var i = 0; i < count; i++)
        {
            var (angle, radius) = (random.NextDouble() * 2 * Math.PI, random.NextDouble() * 10);
            x[i] = (float)(i % 7 * 100 + radius * Math.Cos(angle));
            y[i] = (float)(i % 5 * 80 + radius * Math.Sin(angle));
            mass[i] = random.Next(1, 20);
        }
        return (x, y, mass);
    }

    private static (double[] X, double[] Y) Exact(float[] x, float[] y, float[] mass, double strength)
    {
        double[] forceX = new double[x.Length], forceY = new double[x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            for (var j = 0; j < x.Length; j++)
            {
                double dx = x[i] - x[j], dy = y[i] - y[j];
                var push = i == j ? 0 : strength * mass[i] * mass[j] / Math.Max(dx * dx + dy * dy, 1e-4);
                forceX[i] += dx * push;
                forceY[i] += dy * push;
            }
        }
        return (forceX, forceY);
    }
}

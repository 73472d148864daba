using NetMl.Graphs.Layout;

namespace NetMl.Graphs.Tests.Layout;

public sealed class NodeSpacingTests
{
    [Theory]
    [InlineData(1, 400, 30)]
    [InlineData(2, 2000, 80)]
    public void Widen_RoomEnough_AllAreApart(int seed, int count, double side)
    {
        var random = new Random(seed);
        var x = Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() * side)).ToArray();
        var y = Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() * side)).ToArray();

        var isDone = NodeSpacing.Widen(x, y, 0.8);

        Assert.True(isDone);
        Assert.True(Nearest(x, y) >= 0.8 * 0.98 - 1e-4);
    }

    [Fact]
    public void Widen_AllInOnePlace_PartsThem()
    {
        float[] x = new float[20], y = new float[20];

        NodeSpacing.Widen(x, y, 1);

        Assert.InRange(Nearest(x, y), 0.5, 1.2);
    }

    [Fact]
    public void Widen_FarApart_MovesNothing()
    {
        float[] x = [0, 10, 20], y = [5, 5, -5];

        Assert.True(NodeSpacing.Widen(x, y, 1));

        Assert.Equal([0, 10, 20], x);
        Assert.Equal([5, 5, -5], y);
    }

    [Fact]
    public void Widen_LengthsDiffer_Throws() => Assert.Throws<ArgumentException>(() => NodeSpacing.Widen(new float[2], new float[3], 1));

    private static double Nearest(float[] x, float[] y)
    {
        var nearest = double.MaxValue;
        for (var v = 0; v < x.Length; v++)
        {
            for (var u = 0; u < v; u++)
                nearest = Math.Min(nearest, Math.Sqrt(Math.Pow(x[v] - x[u], 2) + Math.Pow(y[v] - y[u], 2)));
        }
        return nearest;
    }
}

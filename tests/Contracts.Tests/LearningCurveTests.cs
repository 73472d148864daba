using NetMl.Contracts.Training;

namespace NetMl.Contracts.Tests;

public class LearningCurveTests
{
    [Theory]
    [InlineData(3, 3)]
    [InlineData(512, 512)]
    [InlineData(10_000, 512)]
    public void Add_AnyNumberOfPoints_KeepsABoundedNumberWithFirstAndLast(int points, int most)
    {
        var curve = new LearningCurve();

        curve.Add(Enumerable.Range(1, points).Select(at => new CurvePoint(at, at)));

        Assert.InRange(curve.Points.Count, Math.Min(points, most / 3), most);
        Assert.Equal((1, points), (curve.Points[0].At, curve.Points[^1].At));
        Assert.Equal(curve.Points.Select(point => point.At).Distinct().Order(), curve.Points.Select(point => point.At));
    }

    [Fact]
    public void Add_PointThatGoesBack_ReplacesWhatCameAfterIt()
    {
        var curve = new LearningCurve();
        curve.Add([new CurvePoint(1, 4), new CurvePoint(2, 3), new CurvePoint(3, 2)]);

        curve.Add([new CurvePoint(2, 8), new CurvePoint(3, 7)]);

        Assert.Equal([4, 8, 7], curve.Points.Select(point => point.Loss ?? 0));
    }

    [Theory]
    [InlineData("random", 9, 27, 243)]
    [InlineData("halving", 9, 27, 63)]
    [InlineData("halving", 27, 300, 27 * 12 + 9 * 22 + 3 * 66 + 200)]
    public void Total_OfASearch_CountsEachEpochOnce(string method, int trials, int epochs, int expected) =>
        Assert.Equal(expected, SearchRungs.Total(new SearchRequest(method, trials), epochs));
}

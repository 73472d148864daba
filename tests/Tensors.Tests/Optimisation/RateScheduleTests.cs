using NetMl.Tensors.Optimisation;
using NetMl.Tensors.Tests.Fixtures;

namespace NetMl.Tensors.Tests.Optimisation;

public sealed class RateScheduleTests
{
    private const float Tolerance = 1e-6f;

    private static readonly Dictionary<string, IRateSchedule> Schedules = new()
    {
        ["step"] = new StepRate(0.5f, 3, 0.1),
        ["exponential"] = new ExponentialRate(0.5f, 0.9),
        ["cosine"] = new CosineRate(0.5f, 12, FinalShare: 0.1),
    };

    public static TheoryData<string> Names => [.. Schedules.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Rate_TwelveSteps_IsThatOfPyTorch(string name)
    {
        var expected = PyTorchAnswers.Get("schedules", name).Floats();

        for (var step = 0; step < expected.Length; step++)
            Assert.Equal(expected[step], Schedules[name].Rate(step), Tolerance);
    }

    [Fact]
    public void PlateauRate_LossesThatStop_FallsAsInPyTorch()
    {
        var rate = new PlateauRate(0.5f, factor: 0.5, patience: 1);

        var rates = PyTorchAnswers.Get("schedules", "plateau losses").Numbers().Select(rate.Observe);

        Assert.Equal(PyTorchAnswers.Get("schedules", "plateau").Floats(), rates);
    }

    [Fact]
    public void PlateauRate_LossThatIsNoNumber_CountsAsNoBetter()
    {
        var rate = new PlateauRate(1, factor: 0.5, patience: 0, minimum: 0.3f);

        Assert.Equal([1f, 0.5f, 0.3f], new[] { 2, double.NaN, double.NaN }.Select(rate.Observe));
    }

    [Fact]
    public void CosineRate_WarmUp_RisesInEqualPartsThenFalls()
    {
        var rate = new CosineRate(1, 9, WarmUpSteps: 4, FinalShare: 0.2);

        Assert.Equal([0.25f, 0.5f, 0.75f, 1, 1], Enumerable.Range(0, 5).Select(rate.Rate));
        Assert.Equal(0.6f, rate.Rate(6), Tolerance);
        Assert.Equal(0.2f, rate.Rate(8), Tolerance);
        Assert.Equal(0.2f, rate.Rate(100), Tolerance);
    }

    [Fact]
    public void ConstantRate_AnyStep_IsTheSame() => Assert.Equal(0.3f, new ConstantRate(0.3f).Rate(77));
}

using NetMl.Tensors.Optimisation;

namespace NetMl.Tensors.Tests.Optimisation;

public sealed class GradientClippingTests
{
    [Fact]
    public void ByNorm_TooLong_IsShortenedInItsDirection()
    {
        var gradient = new float[] { 3, -4, 0 };

        Assert.Equal(5, GradientClipping.ByNorm(gradient, 2.5f));
        Assert.Equal([1.5f, -2, 0], gradient);
    }

    [Theory]
    [InlineData(3f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void ByNorm_ShortOrNotFinite_StaysAsItIs(float value)
    {
        var gradient = new[] { value, 4 };

        GradientClipping.ByNorm(gradient, 5);

        Assert.Equal([value, 4], gradient);
    }

    [Fact]
    public void SumOfSquares_ManyElements_IsExact()
    {
        var gradient = Enumerable.Repeat(0.5f, 1 << 20).ToArray();

        Assert.Equal((1 << 20) / 4.0, GradientClipping.SumOfSquares(gradient));
    }

    [Fact]
    public void ByValue_LargeElements_AreBounded()
    {
        var gradient = new float[] { 3, -4, 0.5f };

        GradientClipping.ByValue(gradient, 1);

        Assert.Equal([1, -1, 0.5f], gradient);
    }

    [Fact]
    public void Limits_NotAboveZero_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientClipping.ByNorm(new float[1], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientClipping.ByValue(new float[1], float.NaN));
    }
}

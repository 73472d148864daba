using NetMl.Federation.Encoding;

namespace NetMl.Federation.Tests.Encoding;

public sealed class ContributionLayoutTests
{
    // values 0..4, metrics 5..12 (loss, accuracy, 3 · 2 counts), indicator 13, weight 14
    [Fact]
    public void Layout_AllParts_LieOneAfterTheOther()
    {
        var layout = new ContributionLayout(5, 2, true);

        Assert.Equal((5, 8, 13, 14, 15), (layout.MetricsAt, layout.Metrics, layout.ClipIndicatorAt, layout.WeightAt, layout.Length));
    }
}

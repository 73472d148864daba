using NetMl.Gnn.Parameters;

namespace NetMl.Gnn.Tests.Parameters;

public sealed class ParameterLayoutTests
{
    [Fact]
    public void AddWeight_SizeBeyondAnInteger_OverflowsInsteadOfWrapping()
    {
        Assert.Throws<OverflowException>(() => new ParameterLayout().AddWeight("w", 1 << 20, 2048));
        Assert.Throws<OverflowException>(() => new ParameterLayout().AddWeight("w", 1 << 16, 1 << 16));
    }
}

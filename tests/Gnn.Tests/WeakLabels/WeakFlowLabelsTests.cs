using NetMl.Gnn.WeakLabels;

namespace NetMl.Gnn.Tests.WeakLabels;

/// <summary>Flows a → b at 0, 10 and 20, a → c at 10, d → b at 10, worked by hand.</summary>
public sealed class WeakFlowLabelsTests
{
    private static readonly string[] Sources = ["a", "a", "a", "a", "d"];
    private static readonly string[] Targets = ["b", "b", "b", "c", "b"];
    private static readonly long[] Starts = [0, 10, 20, 10, 10];

    [Fact]
    public void Of_FindingOfAPair_LabelsItsFlowsInItsTime()
    {
        var weak = Of(new DetectorFinding("beacon", "a", "b", 5, 20, 80));

        Assert.Equal(["Benign", "beacon"], weak.Classes);
        Assert.Equal([0, 1, 1, 0, 0], weak.Labels);
        Assert.Equal([0.5f, 0.8f, 0.8f, 0.5f, 0.5f], weak.Weights);
    }

    [Fact]
    public void Of_FindingWithoutATarget_LabelsAllThatItsSourceOpened()
    {
        Assert.Equal([1, 1, 1, 1, 0], Of(new DetectorFinding("address-scan", "a", null, 0, 20, 100)).Labels);
    }

    [Theory]
    [InlineData("b:443", 3)]
    [InlineData("[b]:443", 3)]
    [InlineData("bb:443", 0)]
    public void Of_TargetWithAPort_LabelsFlowsToItsAddress(string target, int flows)
    {
        Assert.Equal(flows, Of(new DetectorFinding("beacon", "a", target, 0, 20, 80)).Labels.Count(label => label == 1));
    }

    [Fact]
    public void Of_FanIn_LabelsTheCallers()
    {
        Assert.Equal([0, 1, 0, 0, 1], Of(new DetectorFinding("fan-in", "b", null, 10, 10, 90)).Labels);
    }

    [Fact]
    public void Of_LowScore_NobodyKnows()
    {
        var weak = Of(new DetectorFinding("beacon", "a", "b", 0, 20, 49));

        Assert.Equal(["Benign"], weak.Classes);
        Assert.Equal([-1, -1, -1, 0, 0], weak.Labels);
        Assert.Equal([0f, 0f, 0f, 0.5f, 0.5f], weak.Weights);
    }

    [Fact]
    public void Of_TwoFindings_TheSurerOneWins()
    {
        var weak = Of(new DetectorFinding("flood", "a", "b", 0, 20, 60), new DetectorFinding("beacon", "a", null, 10, 10, 70), new DetectorFinding("address-scan", "a", "b", 0, 0, 60));

        Assert.Equal(["address-scan", "beacon", "flood", "beacon", "Benign"], weak.Labels.Select(label => weak.Classes[label]));
    }

    [Fact]
    public void OfHosts_MixedFlows_AverageThoseOfTheHostsClass()
    {
        var weak = Of(new DetectorFinding("beacon", "a", "b", 5, 20, 80));

        Assert.Equal([0.8f, 0f, 0f, 0.5f], weak.OfHosts([0, 0, 0, 0, 3], [1, -1, -1, 0]));
    }

    [Fact]
    public void Of_ListsOfDifferentLengths_Throws()
    {
        Assert.Throws<ArgumentException>(() => WeakFlowLabels.Of([], Sources, Targets, [1]));
    }

    private static WeakFlowLabels Of(params DetectorFinding[] findings) => WeakFlowLabels.Of(findings, Sources, Targets, Starts);
}

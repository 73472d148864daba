using NetMl.Federation.GraphTasks;
using NetMl.Flows;

namespace NetMl.Federation.Tests.GraphTasks;

public sealed class SiteGraphsTests
{
    [Fact]
    public void Build_TenFlows_FirstSevenAreLearntFrom()
    {
        var site = SiteGraphs.Build(MadeFlows.Batch(Enumerable.Range(0, 10).Select(s => MadeFlows.Flow(s, s % 2 == 0 ? "Benign" : "PortScan"))), MadeFlows.Plan);

        Assert.Equal(7, site.Train.Flows);
        Assert.Equal(3, site.Test.Flows);
        Assert.Equal([2, 5, 2, 5, 2, 5, 2], site.TrainLabels.ToArray());
        Assert.Equal([5, 2, 5], site.TestLabels.ToArray());
        Assert.Equal(7, site.Items);
    }

    [Fact]
    public void Build_FlowsOfOneInstantAtTheSplit_StayTogetherOnTheLaterSide()
    {
        var seconds = new[] { 0, 1, 2, 3, 4, 5, 5, 5, 5, 6 };

        var site = SiteGraphs.Build(MadeFlows.Batch(seconds.Select((s, i) => MadeFlows.Flow(s, "Benign", $"10.0.0.{i + 1}", "10.0.1.1"))), MadeFlows.Plan);

        Assert.Equal(5, site.Train.Flows);
        Assert.Equal(5, site.Test.Flows);
    }

    [Fact]
    public void Build_ManyFlowsAtTheFirstInstant_NextInstantOpensTheTest()
    {
        var seconds = new[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 };

        var site = SiteGraphs.Build(MadeFlows.Batch(seconds.Select((s, i) => MadeFlows.Flow(s, "Benign", $"10.0.0.{i + 1}", "10.0.1.1"))), MadeFlows.Plan);

        Assert.Equal(9, site.Train.Flows);
        Assert.Equal(1, site.Test.Flows);
    }

    [Fact]
    public void Build_BatchesInAnotherOrder_GivesTheSameBits()
    {
        var records = MadeFlows.Office().SelectMany(batch => batch.Records()).ToArray();
        var first = SiteGraphs.Build(MadeFlows.Batch(records), MadeFlows.Plan);
        new Random(3).Shuffle(records);

        var second = SiteGraphs.Build([.. records.Chunk(97).SelectMany(MadeFlows.Batch)], MadeFlows.Plan);

        Assert.Equal(first.Train.NodeFeatures.ToArray(), second.Train.NodeFeatures.ToArray());
        Assert.Equal(first.Train.FlowFeatures.ToArray(), second.Train.FlowFeatures.ToArray());
        Assert.Equal(first.TrainLabels.ToArray(), second.TrainLabels.ToArray());
        Assert.Equal(first.Test.FlowFeatures.ToArray(), second.Test.FlowFeatures.ToArray());
    }

    [Fact]
    public void Build_LabelOutsideThePlan_CountsAsUnlabelled()
    {
        var plan = MadeFlows.Plan with { Classes = ["a", "b"] };

        var site = SiteGraphs.Build(MadeFlows.Batch("acabcacbab".Select((label, second) => MadeFlows.Flow(second, label.ToString()))), plan);

        Assert.Equal([0, -1, 0, 1, -1, 0, -1], site.TrainLabels.ToArray());
        Assert.Equal(4, site.Items);
    }

    [Fact]
    public void Build_OneClassOnly_IsFine()
    {
        var site = SiteGraphs.Build(MadeFlows.Batch(Enumerable.Range(0, 10).Select(s => MadeFlows.Flow(s, "Benign"))), MadeFlows.Plan);

        Assert.Equal(7, site.Objective(MadeFlows.Scaling(site, MadeFlows.Plan.Classes.Count)).Items);
    }

    [Fact]
    public void Build_HostAnomaly_NeedsNoLabels()
    {
        var site = SiteGraphs.Build(MadeFlows.Batch(Enumerable.Range(0, 10).Select(s => MadeFlows.Flow(s, null))), MadeFlows.HostPlan);

        Assert.Equal(2, site.Items);
    }

    [Theory]
    [InlineData("", "There are no flows to learn from.")]
    [InlineData("a", "only 1 flow")]
    [InlineData("-----", "None of the flows carries a label")]
    [InlineData("xxyyxx", "the labels here are 'x', 'y'; the plan's classes are 'a', 'b'")]
    [InlineData("xxxxxxxxxa", "None of the earlier flows")]
    [InlineData("aaaaaaaxxx", "None of the later flows")]
    public void Build_UnusableFlows_SaysWhy(string labels, string sentence)
    {
        var flows = MadeFlows.Batch(labels.Select((label, second) => MadeFlows.Flow(second, label == '-' ? null : label.ToString())));

        var refusal = Assert.Throws<InvalidDataException>(() => SiteGraphs.Build(flows, MadeFlows.Plan with { Classes = ["a", "b"] }));

        Assert.Contains(sentence, refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_AllAtOneInstant_SaysWhy()
    {
        FlowRecord[] flows = [MadeFlows.Flow(1, "Benign"), MadeFlows.Flow(1, "Benign", "10.0.0.9")];

        Assert.Contains("same instant", Assert.Throws<InvalidDataException>(() => SiteGraphs.Build(MadeFlows.Batch(flows), MadeFlows.Plan)).Message, StringComparison.Ordinal);
    }
}

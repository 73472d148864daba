using NetMl.Contracts.Federation;
using NetMl.Federation.GraphTasks;
using NetMl.Gnn.Artifacts;

namespace NetMl.Federation.Tests.GraphTasks;

public sealed class PlannedNetworkTests
{
    [Fact]
    public void Artifact_WithEpsilon_KeepsItAndTheRunsName()
    {
        var plan = MadeFlows.Plan with { Name = "three-banks", Seed = 5, Privacy = new PrivacyPlan("central", Delta: 1e-6) };
        var site = SiteGraphs.Build(MadeFlows.Office(), plan);

        var read = ModelArtifact.Read(PlannedNetwork.Artifact(plan, MadeFlows.Scaling(site, 6), PlannedNetwork.Initial(plan), "run7", 3.25));

        Assert.Equal(new ModelLineage("federation/three-banks/run7", "federated", 5), read.Lineage);
        Assert.Equal(new ModelPrivacy(3.25, 1e-6), read.Privacy);
        Assert.Equal(plan.Classes, read.Classes);
        Assert.Equal(PlannedNetwork.Initial(plan), read.Weights.ToArray());
        Assert.Equal(NetMl.Features.FlowGraph.NodeFeatureNames, read.NodeFeatureNames);
        Assert.Equal(NetMl.Features.FlowGraph.FlowFeatureNames, read.FlowFeatureNames);
    }

    [Fact]
    public void Personal_FlowModel_IsExactlyTheHead()
    {
        // hidden 8: two ends 8·8 each, the flow's layer (fe + 1)·8, the classes' layer (8 + 1)·6.
        var head = 2 * 64 + (PlannedNetwork.FlowFeatures.Count + 1) * 8 + 9 * 6;

        var personal = PlannedNetwork.Personal(MadeFlows.Plan);

        Assert.Equal(PlannedNetwork.Parameters(MadeFlows.Plan), personal.Length);
        Assert.Equal(head, personal.Count(one => one));
        Assert.All(personal[^head..], Assert.True);
    }

    [Fact]
    public void Initial_SameSeed_GivesTheSameBits()
    {
        Assert.Equal(PlannedNetwork.Initial(MadeFlows.Plan), PlannedNetwork.Initial(MadeFlows.Plan));
        Assert.NotEqual(PlannedNetwork.Initial(MadeFlows.Plan), PlannedNetwork.Initial(MadeFlows.Plan with { Seed = 2 }));
    }

    [Fact]
    public void Parameters_OneClass_IsRefused() =>
        Assert.Contains("at least two classes", Assert.Throws<InvalidDataException>(() => PlannedNetwork.Parameters(MadeFlows.Plan with { Classes = ["one"] })).Message, StringComparison.Ordinal);
}

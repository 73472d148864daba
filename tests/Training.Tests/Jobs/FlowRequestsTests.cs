using NetMl.Contracts.Training;
using NetMl.Gnn;
using NetMl.Gnn.Baselines;
using NetMl.TrainingCoordinator.Jobs;
using NetMl.TrainingCoordinator.Preparation;

namespace NetMl.Training.Tests.Jobs;

public sealed class FlowRequestsTests
{
    private static readonly JobRequest Flows = new("d", "m");
    private static readonly JobRequest Odd = new("d", "m", TrainingTasks.FlowAnomaly);
    private static readonly JobRequest Nodes = new("g", "m", TrainingTasks.NodeClassification);

    public static TheoryData<JobRequest, string, string> Wrong { get; } = new()
    {
        { Flows with { Network = new NetworkRequest("e-graphsag") }, "network.name", "did you mean 'e-graphsage'?" },
        { Flows with { Network = new NetworkRequest("masked") }, "network.name", "one of e-graphsage-residual, e-graphsage, " },
        { Flows with { Network = new NetworkRequest("e-graphsage", Hidden: 8) }, "network.hidden", "which has hiddenSize" },
        { Flows with { Split = new SplitRequest("tim") }, "split.kind", "one of time, random, hosts for flow-classification (did you mean 'time'?)" },
        { Flows with { Split = new SplitRequest(SplitKinds.Own) }, "split.kind", "one of time, random, hosts" },
        { Flows with { Split = new SplitRequest(SplitKinds.Hosts) }, "split.hosts", "whose flows are tested" },
        { Flows with { Split = new SplitRequest(SplitKinds.Hosts, Hosts: ["10.0.0.5", "desk"]) }, "split.hosts", "'desk' is neither" },
        { Flows with { Split = new SplitRequest(Hosts: ["10.0.0.5"]) }, "split.hosts", "left out unless split.kind is hosts" },
        { Flows with { TrainFraction = 0.5, Split = new SplitRequest(SplitKinds.Hosts, Hosts: ["10.0.0.5"]) }, "trainFraction", "the hosts decide" },
        { Flows with { Split = new SplitRequest(Validation: 0.9) }, "split.validation", "from 0 to 0.5" },
        { Flows with { Split = new SplitRequest(Validation: 0), Metric = JobMetrics.Accuracy }, "split.validation", "above 0 where something is chosen by it" },
        { Flows with { Metric = "f1" }, "metric", "one of macro-f1, accuracy, auroc, loss" },
        { Flows with { Metric = JobMetrics.AveragePrecision }, "metric", "one of macro-f1, accuracy, auroc, loss" },
        { Flows with { Features = ["durations", "out_degree"] }, "features", "'durations' is none. Did you mean 'duration'?" },
        { Flows with { Features = ["duration"] }, "features", "there is no host feature among them: add one" },
        { Flows with { Features = ["duration"], Network = new NetworkRequest(TreeClassifier.Name) }, "features", "networks and boosted trees alike" },
        { Flows with { Task = "hostclass" }, "task", "(did you mean 'host-classification'?)" },
        { Flows with { Metric = "auc" }, "metric", "(did you mean 'auroc'?)" },
        { Flows with { Features = ["out_degree"] }, "features", "there is no flow feature among them" },
        { Flows with { Features = [] }, "features", "left out to learn from all" },
        { Flows with { Labels = "detectors" }, "labels", "one of flows, behaviours" },
        { Flows with { Anomaly = new AnomalyRequest() }, "anomaly", "left out unless the task is flow-anomaly or host-anomaly" },
        { Flows with { Snapshot = "x" }, "snapshot", "the id of a snapshot" },
        { Odd with { Labels = LabelSources.Flows }, "labels", "learns without labels" },
        { Odd with { Metric = JobMetrics.MacroF1 }, "metric", "left out for flow-anomaly without a search" },
        { Odd with { Metric = JobMetrics.Auroc, Search = new SearchRequest() }, "metric", "one of loss" },
        { Odd with { Anomaly = new AnomalyRequest("hbo") }, "anomaly.scorer", "(did you mean 'hbos'?)" },
        { Odd with { Network = new NetworkRequest("dgi"), Anomaly = new AnomalyRequest("reconstruction") }, "anomaly.scorer", "the network dgi foretells no feature" },
        { Odd with { Anomaly = new AnomalyRequest(FalsePositives: 0) }, "anomaly.falsePositives", "a share above 0" },
        { Odd with { Split = new SplitRequest(Validation: 0) }, "split.validation", "the threshold is set by it" },
        { Nodes with { Snapshot = "abcd" }, "snapshot", "left out" },
        { Nodes with { Features = ["duration"] }, "features", "all features of the graph" },
        { Nodes with { Labels = LabelSources.Behaviours }, "labels", "labels of the nodes" },
        { Nodes with { Split = new SplitRequest(SplitKinds.Random) }, "split", "of kind own" },
        { Nodes with { Anomaly = new AnomalyRequest() }, "anomaly", "left out" },

        // What equals a default was asked for all the same.
        { Flows with { Network = new NetworkRequest(TreeClassifier.Name), Epochs = 200 }, "epochs", "left out for boosted-trees" },
        { Nodes with { WindowFlows = 32 }, "windowFlows", "left out" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Check_WrongCombination_NamesTheFieldAndTheChoices(JobRequest request, string field, string allowed)
    {
        var problems = JobRequestRules.Check(request);

        Assert.Equal([field], problems.Keys);
        Assert.Contains(allowed, problems[field][0], StringComparison.Ordinal);
    }

    [Fact]
    public void Check_EveryNetworkOfEveryTask_IsFine()
    {
        foreach (var task in GraphNetworks.Tasks)
        {
            foreach (var network in GraphNetworks.NamesOf(task))
                Assert.Empty(JobRequestRules.Check(new JobRequest("d", "m", task, Network: new NetworkRequest(network))));
        }
    }

    [Fact]
    public void Check_FeaturesByNameAndByColumn_AreFine() =>
        Assert.Empty(JobRequestRules.Check(Flows with { Features = ["duration", "state=SF", "log1p(out_degree)", "clustering"] }));

    [Fact]
    public void Resolve_NothingGiven_MakesEveryChoice()
    {
        var resolved = JobRequestRules.Resolve(Flows);

        Assert.Equal((GraphNetworks.DefaultOf(Flows.Task), SplitKinds.Time, 0.0), (resolved.Network?.Name, resolved.Split?.Kind, resolved.Split?.Validation));
        Assert.Empty(JobRequestRules.Check(resolved with { Metric = null }));
        Assert.Equal(resolved, JobRequestRules.Resolve(resolved) with { Split = resolved.Split });
    }

    [Theory]
    [InlineData(TrainingTasks.FlowClassification, "e-graphsage-residual", 200, 32)]
    [InlineData(TrainingTasks.HostClassification, "graphsage", 200, 32)]
    [InlineData(TrainingTasks.FlowAnomaly, "gae", 100, 256)]
    [InlineData(TrainingTasks.HostAnomaly, "masked", 100, 256)]
    public void Resolve_EveryTask_TakesWhatWasMeasured(string task, string network, int epochs, int windowFlows)
    {
        var resolved = JobRequestRules.Resolve(new JobRequest("d", "m", task));

        Assert.Equal((network, epochs, 0.01, 32, windowFlows), (resolved.Network?.Name, resolved.Epochs, resolved.LearningRate, resolved.HiddenSize, resolved.WindowFlows));
    }

    [Fact]
    public void Resolve_Search_LeavesOpenWhatItDraws()
    {
        var resolved = JobRequestRules.Resolve(Flows with { HiddenSize = 32, Search = new SearchRequest() });

        Assert.Equal((null, 32, 200), (resolved.LearningRate, resolved.HiddenSize, resolved.Epochs));
    }

    [Theory]
    [InlineData(TrainingTasks.FlowClassification, "e-graphsage")]
    [InlineData(TrainingTasks.HostAnomaly, "masked")]
    public void NetworkName_StoredJobWithoutOne_IsThatOfItsTime(string task, string network) =>
        Assert.Equal(network, TrainingSet.NetworkName(new JobRequest("d", "m", task, Epochs: 40, LearningRate: 0.01, HiddenSize: 32, WindowFlows: 256)));

    [Fact]
    public void Resolve_WhatChooses_GetsAValidationPart()
    {
        Assert.Equal(0.2, JobRequestRules.Resolve(Flows with { Metric = JobMetrics.Accuracy }).Split?.Validation);
        Assert.Equal(0.2, JobRequestRules.Resolve(Flows with { Search = new SearchRequest() }).Split?.Validation);
        Assert.Equal(0.2, JobRequestRules.Resolve(Odd).Split?.Validation);
        Assert.Equal(0.1, JobRequestRules.Resolve(Odd with { Split = new SplitRequest(Validation: 0.1) }).Split?.Validation);
    }
}

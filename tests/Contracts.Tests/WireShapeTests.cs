using System.Text.Json;
using NetMl.Contracts.Backups;
using NetMl.Contracts.Datasets;
using NetMl.Contracts.Federation;
using NetMl.Contracts.Graphs;
using NetMl.Contracts.Serving;
using NetMl.Contracts.Training;

namespace NetMl.Contracts.Tests;

/// <summary>The JSON of each wire record, written by hand: whoever changes a record changes what clients see, and this test says so.</summary>
public class WireShapeTests
{
    private static readonly DateTimeOffset Time = new(2024, 5, 6, 7, 8, 9, TimeSpan.Zero);
    private static readonly ModelVersion Version = new("m", 3, "ab", TrainingTasks.FlowClassification, 1000, Time, "job-1");
    private const string VersionJson = """{"model":"m","version":3,"sha256":"ab","task":"flow-classification","bytes":1000,"published":"2024-05-06T07:08:09+00:00","job":"job-1"}""";
    private static readonly Dictionary<string, double> Features = new() { ["pagerank"] = 0.25 };
    private static readonly Dictionary<string, long> Counts = new() { ["tcp"] = 4 };
    private static readonly JobRequest Request = new("d", "m", Epochs: 40, LearningRate: 0.01, HiddenSize: 32, WindowFlows: 256);
    private const string RequestJson = """{"dataset":"d","model":"m","task":"flow-classification","epochs":40,"learningRate":0.01,"hiddenSize":32,"windowFlows":256,"trainFraction":0.7,"workers":2,"shards":2,"seed":1}""";

    private static readonly NetworkRequest Network = new("gat", 8, 2, 4, 0.5, 0.25, 0.125, 90, 30);
    private const string NetworkJson = """{"name":"gat","hidden":8,"layers":2,"heads":4,"dropout":0.5,"learningRate":0.25,"weightDecay":0.125,"epochs":90,"patience":30}""";
    private static readonly JobRequest NodeRequest = Request with { Task = TrainingTasks.NodeClassification, Network = Network, Repeats = 3 };

    public static TheoryData<object, string> Shapes => new()
    {
        {
            new BackupManifest("netml-backup", 1, Time, ["d"], ["g"]),
            """{"format":"netml-backup","version":1,"created":"2024-05-06T07:08:09+00:00","datasets":["d"],"graphs":["g"]}"""
        },
        { new DatasetBackup("d", 10), """{"dataset":"d","rows":10}""" },
        {
            new SnapshotBackup(new SnapshotSummary("s", "d", 256, 1, 2, 3, 4, 0, null, null, []), new SnapshotRequest(), ["a", "b"]),
            """{"summary":{"id":"s","dataset":"d","windowFlows":256,"windows":1,"hosts":2,"nodes":3,"flows":4,"labelledFlows":0,"classes":[],"nodeKind":"host"},"request":{"windowFlows":256,"nodeKind":"host"},"batches":["a","b"]}"""
        },
        { new FindingsBackup(10, []), """{"analysedRows":10,"findings":[]}""" },
        { new BackupChecksum(7, "ab"), """{"records":7,"sha256":"ab"}""" },
        { new DatasetRestored("d", 3, 2, 1, 0), """{"dataset":"d","stored":3,"known":2,"snapshots":1,"snapshotsLeftOut":0}""" },
        {
            new FlowsAccepted("d", "zeek-tsv", 5, 2, 1, 900, [new RowRejection("ts is missing", 2, [3, 9])]),
            """{"dataset":"d","format":"zeek-tsv","rowsAccepted":5,"rowsRejected":2,"batches":1,"bytes":900,"rejections":[{"reason":"ts is missing","rows":2,"firstLines":[3,9]}]}"""
        },
        {
            new DatasetSummary("d", 10, 2, 900, 10, 4, Time, null, "The disk is full.", "Only the latest."),
            """{"dataset":"d","rows":10,"segments":2,"bytes":900,"analysedRows":10,"labelledRows":4,"firstFlow":"2024-05-06T07:08:09+00:00","problem":"The disk is full.","note":"Only the latest."}"""
        },
        {
            new HostsPage("d", new GraphSummary(2, 1, 4, 1, 0.5, 0), "pagerank", [new HostSummary("10.0.0.1", Features)], 7, 5),
            """{"dataset":"d","graph":{"hosts":2,"edges":1,"flows":4,"weakComponents":1,"averageClustering":0.5,"triangles":0},"sort":"pagerank","hosts":[{"address":"10.0.0.1","features":{"pagerank":0.25}}],"total":7,"offset":5}"""
        },
        {
            new DatasetStatistics("d", new GraphSummary(2, 1, 4, 1, 0.5, 0), Time, Time, 1, 10, 20, 3, 4, Counts, Counts, Counts, Counts, [new TrafficBin(Time, 4, 0, 10, 20)], 60, [new ServiceBin(Time, Counts, 1, 2)]),
            """{"dataset":"d","graph":{"hosts":2,"edges":1,"flows":4,"weakComponents":1,"averageClustering":0.5,"triangles":0},"firstFlow":"2024-05-06T07:08:09+00:00","lastFlow":"2024-05-06T07:08:09+00:00","failed":1,"bytesSent":10,"bytesReceived":20,"packetsSent":3,"packetsReceived":4,"protocols":{"tcp":4},"services":{"tcp":4},"states":{"tcp":4},"labels":{"tcp":4},"hours":[{"start":"2024-05-06T07:08:09+00:00","flowsOut":4,"flowsIn":0,"bytesOut":10,"bytesIn":20}],"binSeconds":60,"serviceTimes":[{"start":"2024-05-06T07:08:09+00:00","flows":{"tcp":4},"others":1,"none":2}]}"""
        },
        {
            new HostDetail("d", "10.0.0.1", Features, 3, [new PeerTraffic("10.0.0.2", 1, 2, 30, 40, [443], Time, Time)], 60, []),
            """{"dataset":"d","address":"10.0.0.1","features":{"pagerank":0.25},"peerCount":3,"peers":[{"address":"10.0.0.2","flowsOut":1,"flowsIn":2,"bytesOut":30,"bytesIn":40,"ports":[443],"first":"2024-05-06T07:08:09+00:00","last":"2024-05-06T07:08:09+00:00"}],"binSeconds":60,"timeLine":[]}"""
        },
        {
            new EdgesPage("d", "flows", 9, 0, [new HostEdge("10.0.0.1", "10.0.0.2", Time, Time, Features)]),
            """{"dataset":"d","sort":"flows","total":9,"offset":0,"edges":[{"source":"10.0.0.1","target":"10.0.0.2","first":"2024-05-06T07:08:09+00:00","last":"2024-05-06T07:08:09+00:00","features":{"pagerank":0.25}}]}"""
        },
        {
            new EgoNetwork("d", "10.0.0.1", 1, 2, 1, false, [new EgoHost("10.0.0.1", 0)], [new EgoEdge("10.0.0.1", "10.0.0.2", 3, 400)]),
            """{"dataset":"d","address":"10.0.0.1","radius":1,"hostsWithin":2,"edgesAmong":1,"truncated":false,"hosts":[{"address":"10.0.0.1","distance":0}],"edges":[{"source":"10.0.0.1","target":"10.0.0.2","flows":3,"bytes":400}]}"""
        },
        {
            new CommunitiesPage("d", "leiden", 0.5, 2, 0, [new CommunitySummary(0, 4, 30, 2, ["10.0.0.1"])]),
            """{"dataset":"d","algorithm":"leiden","modularity":0.5,"total":2,"offset":0,"communities":[{"id":0,"hosts":4,"flowsWithin":30,"flowsAcross":2,"leaders":["10.0.0.1"]}]}"""
        },
        {
            new CommunityMembers("d", new CommunitySummary(0, 4, 30, 2, []), 0, ["10.0.0.1"]),
            """{"dataset":"d","community":{"id":0,"hosts":4,"flowsWithin":30,"flowsAcross":2,"leaders":[]},"offset":0,"members":["10.0.0.1"]}"""
        },
        {
            new GraphInfo("g", false, 3, 2, 1, 1, 4, ["x"], new Dictionary<string, int> { ["red"] = 2 }, new Dictionary<string, int> { ["train"] = 1 }, ["colour"], "ab", new GraphTimes(5, Time, Time)),
            """{"name":"g","directed":false,"nodes":3,"edges":2,"selfLoops":1,"components":1,"features":4,"featureNames":["x"],"classes":{"red":2},"splits":{"train":1},"leftOut":["colour"],"version":"ab","times":{"rows":5,"first":"2024-05-06T07:08:09+00:00","last":"2024-05-06T07:08:09+00:00"}}"""
        },
        {
            new GraphNodesPage("g", 9, 5, [new GraphNode("a", null, "none", [1, 3], [0.5f, 2])]),
            """{"graph":"g","total":9,"offset":5,"nodes":[{"id":"a","split":"none","featureIndices":[1,3],"featureValues":[0.5,2]}]}"""
        },
        {
            new GraphEdgesPage("g", 9, 5, [new GraphEdge("a", "b", 1.5)]),
            """{"graph":"g","total":9,"offset":5,"edges":[{"source":"a","target":"b","weight":1.5}]}"""
        },
        {
            new GraphCommunitiesPage("g", "leiden", 1, 0.5, new LabelAgreement(3, 2, 0.75, 0.25), 2, 0, [new GraphCommunity(0, 3, 4, 1, ["a"], "red", 0.5)]),
            """{"graph":"g","algorithm":"leiden","resolution":1,"modularity":0.5,"agreement":{"labelled":3,"classes":2,"normalisedMutualInformation":0.75,"adjustedRandIndex":0.25},"total":2,"offset":0,"communities":[{"id":0,"nodes":3,"linksWithin":4,"linksAcross":1,"leaders":["a"],"label":"red","labelShare":0.5}]}"""
        },
        {
            new GraphCommunityMembers("g", new GraphCommunity(0, 3, 4, 1, []), 0, ["a"]),
            """{"graph":"g","community":{"id":0,"nodes":3,"linksWithin":4,"linksAcross":1,"leaders":[]},"offset":0,"members":["a"]}"""
        },
        {
            new BrokersPage("g", "sampled", 0.005, 0.1, 9, 0, [new Broker("a", 0.25, 3, 0, 2, [1], true)]),
            """{"name":"g","method":"sampled","errorBound":0.005,"failureChance":0.1,"total":9,"offset":0,"brokers":[{"node":"a","betweenness":0.25,"degree":3,"community":0,"communities":2,"joins":[1],"isCutNode":true}]}"""
        },
        {
            new InfluencePage("g", [new InfluenceSeed("a", 2.5, 3, 7), new InfluenceSeed("b", null, 3)], new CascadeEstimate(0.05, 200, 1, 8.5, 0.25, new TimedCascadeEstimate(7, 4.5, 0.125)), 9, 0, [new InfluencedNode("c", 0.5)]),
            """{"name":"g","seeds":[{"node":"a","gain":2.5,"degree":3,"reachedInTime":7},{"node":"b","degree":3}],"cascade":{"probability":0.05,"runs":200,"seed":1,"spread":8.5,"standardError":0.25,"inTime":{"reachable":7,"spread":4.5,"standardError":0.125}},"total":9,"offset":0,"nodes":[{"node":"c","rank":0.5}]}"""
        },
        {
            new PredictedLinksPage("g", new LinkTest("time", 0.5, Time, 9, 8, 7, 6, 5, 4, 3), "jaccard", [new LinkScoreQuality("jaccard", 0.75, 0.5, null, null)], 99, 0, [new PredictedLink("a", "b", 0.5, 2)]),
            """{"name":"g","test":{"split":"time","share":0.5,"time":"2024-05-06T07:08:09+00:00","knownLinks":9,"newLinks":8,"withNewNode":7,"positives":6,"randomNegatives":5,"twoStepPositives":4,"twoStepNegatives":3},"score":"jaccard","scores":[{"score":"jaccard","auc":0.75,"averagePrecision":0.5}],"candidates":99,"offset":0,"links":[{"source":"a","target":"b","score":0.5,"sharedNeighbours":2}]}"""
        },
        {
            new HostPaths("d", "10.0.0.1", "10.0.0.2", "time", [new HostPath(["10.0.0.1", "10.0.0.2"], [Time]), new HostPath(["10.0.0.1"])]),
            """{"dataset":"d","source":"10.0.0.1","target":"10.0.0.2","order":"time","paths":[{"hosts":["10.0.0.1","10.0.0.2"],"times":["2024-05-06T07:08:09+00:00"]},{"hosts":["10.0.0.1"]}]}"""
        },
        {
            new BehaviourFinding("f", "d", "beacon", "10.0.0.1", "10.0.0.2:443", Time, Time, 88.5, "T1071", new Dictionary<string, double> { ["periodSeconds"] = 60 }, "It calls home.", 7, ["C1", "C2"], [new("12 of 20 hosts call it", -15)]),
            """{"id":"f","dataset":"d","behaviour":"beacon","source":"10.0.0.1","target":"10.0.0.2:443","first":"2024-05-06T07:08:09+00:00","last":"2024-05-06T07:08:09+00:00","score":88.5,"technique":"T1071","evidence":{"periodSeconds":60},"sentence":"It calls home.","flows":7,"uids":["C1","C2"],"adjustments":[{"reason":"12 of 20 hosts call it","points":-15}]}"""
        },
        {
            new BehaviourFinding("f", "d", "address-scan", "10.0.0.1", null, Time, Time, 1, "T1046", new Dictionary<string, double>(), ""),
            """{"id":"f","dataset":"d","behaviour":"address-scan","source":"10.0.0.1","first":"2024-05-06T07:08:09+00:00","last":"2024-05-06T07:08:09+00:00","score":1,"technique":"T1046","evidence":{},"sentence":"","flows":0}"""
        },
        { new FindingAdjustment("12 of 20 hosts call it", -15), """{"reason":"12 of 20 hosts call it","points":-15}""" },
        {
            new BehaviourEvent("0a1b.7", BehaviourEvents.Withdrawn, new BehaviourFinding("f", "d", "beacon", "10.0.0.1", null, Time, Time, 1, "T1071", new Dictionary<string, double>(), "")),
            """{"token":"0a1b.7","kind":"withdrawn","finding":{"id":"f","dataset":"d","behaviour":"beacon","source":"10.0.0.1","first":"2024-05-06T07:08:09+00:00","last":"2024-05-06T07:08:09+00:00","score":1,"technique":"T1071","evidence":{},"sentence":"","flows":0}}"""
        },
        { new BehaviourEvent("0", BehaviourEvents.Reset, Reason: "It is gone."), """{"token":"0","kind":"reset","reason":"It is gone."}""" },
        { new SnapshotRequest(Time, null, 64), """{"from":"2024-05-06T07:08:09+00:00","windowFlows":64,"nodeKind":"host"}""" },
        {
            new SnapshotSeriesRequest(60, Time, null, 0, SnapshotNodes.Endpoint),
            """{"stepSeconds":60,"from":"2024-05-06T07:08:09+00:00","windowFlows":0,"nodeKind":"endpoint"}"""
        },
        {
            new SnapshotSummary("s", "d", 256, 2, 5, 9, 300, 200, Time, Time, ["Benign", "Scan"]),
            """{"id":"s","dataset":"d","windowFlows":256,"windows":2,"hosts":5,"nodes":9,"flows":300,"labelledFlows":200,"firstFlow":"2024-05-06T07:08:09+00:00","lastFlow":"2024-05-06T07:08:09+00:00","classes":["Benign","Scan"],"nodeKind":"host"}"""
        },
        { Request, RequestJson },
        {
            new JobStatus("job-1", Request, JobStates.Failed, 2, [0.5, 0.25], [new WorkerShare("training-worker-1", [0, 1], 100, 4)], Error: "The data set is gone."),
            $$"""{"id":"job-1","request":{{RequestJson}},"state":"failed","epoch":2,"losses":[0.5,0.25],"workers":[{"worker":"training-worker-1","parts":[0,1],"flows":100,"rounds":4}],"error":"The data set is gone."}"""
        },
        {
            new JobResult(
                Version, "s", 70, 30, Time, 1234, new ClassificationScores("e-graphsage", 0.75, 0.5, [new ClassScores("Scan", 1, 0.5, 0.25, 10)]),
                [new ClassificationScores("majority", 0.5, 0.25, [])], [new HostAnomaly("10.0.0.1", 2.5, ["outDegree"])]),
            $$"""{"published":{{VersionJson}},"snapshot":"s","trainFlows":70,"testFlows":30,"splitTime":"2024-05-06T07:08:09+00:00","parameters":1234,"model":{"name":"e-graphsage","accuracy":0.75,"macroF1":0.5,"classes":[{"class":"Scan","precision":1,"recall":0.5,"f1":0.25,"support":10}]},"baselines":[{"name":"majority","accuracy":0.5,"macroF1":0.25,"classes":[]}],"anomalies":[{"address":"10.0.0.1","score":2.5,"oddestFeatures":["outDegree"]}]}"""
        },
        { new ModelEntry("m", [Version], new Dictionary<string, int> { ["latest"] = 3 }), $$$"""{"name":"m","versions":[{{{VersionJson}}}],"aliases":{"latest":3}}""" },
        { new ModelEntry("m", [Version with { Epsilon = 2.5, Delta = 1e-5 }], new Dictionary<string, int>()), $$$"""{"name":"m","versions":[{{{VersionJson[..^1]}}},"epsilon":2.5,"delta":1E-05}],"aliases":{}}""" },
        {
            new ModelCard(
                "m", 3, "flow-anomaly", "masked", "Ranks flows.", Time, "ab", 1000, "job-1",
                new CardData("d", "s", "flows", "time train=0.7", 70, 10, 20, Time, [new CardClass("Scan", 5), new CardClass("Benign", null)]),
                new CardFeatures(["out_degree"], ["bytes"], "Standardised."), new Dictionary<string, string> { ["epochs"] = "40" }, [1], new CardMetrics(null, []), ["A limit."], ["A note."], 2.5, 1e-5),
            """{"model":"m","version":3,"task":"flow-anomaly","network":"masked","intendedUse":"Ranks flows.","published":"2024-05-06T07:08:09+00:00","sha256":"ab","bytes":1000,"job":"job-1","data":{"name":"d","snapshot":"s","items":"flows","split":"time train=0.7","learnt":70,"validated":10,"tested":20,"testFrom":"2024-05-06T07:08:09+00:00","classes":[{"name":"Scan","tested":5},{"name":"Benign"}]},"features":{"nodes":["out_degree"],"flows":["bytes"],"preparation":"Standardised."},"training":{"epochs":"40"},"seeds":[1],"metrics":{"baselines":[]},"limits":["A limit."],"notes":["A note."],"epsilon":2.5,"delta":1E-05}"""
        },
        { new ModelPublished("m", 3, "ab"), """{"model":"m","version":3,"sha256":"ab"}""" },
        { new LeaseRequest("training-worker-1"), """{"worker":"training-worker-1"}""" },
        {
            new PartLease("l", "job-1", 0, 2, 3, 5, 30.5),
            """{"lease":"l","job":"job-1","part":0,"parts":2,"shards":3,"round":5,"expirySeconds":30.5}"""
        },
        {
            new PartLease("l", "job-1", 0, 2, 0, 0, 30.5, TrainingTasks.NodeClassification),
            """{"lease":"l","job":"job-1","part":0,"parts":2,"shards":0,"round":0,"expirySeconds":30.5,"task":"node-classification"}"""
        },
        {
            new PartLease("l", "job-1", 2, 9, 0, 0, 30.5, TrainingTasks.NodeClassification, new TrialLease(Network, 30, 7, JobMetrics.MacroF1)),
            $$$"""{"lease":"l","job":"job-1","part":2,"parts":9,"shards":0,"round":0,"expirySeconds":30.5,"task":"node-classification","trial":{"network":{{{NetworkJson}}},"epochs":30,"seed":7,"metric":"macro-f1"}}"""
        },
        {
            new JobStatus("job-1", Request with { Search = new SearchRequest(Networks: ["gcn"]) }, JobStates.Training, 20, [], [], Search: new SearchResult("halving", "loss", 1.5, [
                new SearchTrial(2, 40, null, new Dictionary<string, string>(), "w", "Gone.", [new CurvePoint(40, 0.25)])]), Curve: [new CurvePoint(1.5, 0.5, 0.75)]),
            $$$"""{"id":"job-1","request":{{{RequestJson[..^1]}}},"search":{"method":"halving","trials":27,"budgetSeconds":600,"networks":["gcn"]}},"state":"training","epoch":20,"losses":[],"workers":[],"search":{"method":"halving","metric":"loss","seconds":1.5,"trials":[{"trial":2,"epochs":40,"settings":{},"worker":"w","problem":"Gone.","curve":[{"at":40,"loss":0.25}]}]},"curve":[{"at":1.5,"loss":0.5,"score":0.75}]}"""
        },
        { new PartProgress(20, 0.5, 0.75), """{"epoch":20,"loss":0.5,"validation":0.75}""" },
        { new PartProgress(0, 0, Problem: "Gone."), """{"epoch":0,"loss":0,"problem":"Gone."}""" },
        {
            NodeRequest,
            $$"""{"dataset":"d","model":"m","task":"node-classification","epochs":40,"learningRate":0.01,"hiddenSize":32,"windowFlows":256,"trainFraction":0.7,"workers":2,"shards":2,"seed":1,"network":{{NetworkJson}},"repeats":3}"""
        },
        {
            new JobStatus("job-1", Request, JobStates.Training, 2, [], [], Repeats: [new RepeatProgress(0, 20, 0.5, 0.75, "w", true)]),
            $$"""{"id":"job-1","request":{{RequestJson}},"state":"training","epoch":2,"losses":[],"workers":[],"repeats":[{"repeat":0,"epoch":20,"loss":0.5,"validation":0.75,"worker":"w","isDone":true}]}"""
        },
        {
            new JobResult(Version, "ab", 140, 1000, null, 12, null, [], [], new NodeResult(
                Network, "g", 140, 500, 1000, 0.75, 0.5, 0.25, 0.125, 1, [new RepeatResult(1, 8, 90, 40, 0.5, 0.75, 0.25, 1.5, "w")], ["Seeded."], 2.5)),
            $$$"""{"published":{{{VersionJson}}},"snapshot":"ab","trainFlows":140,"testFlows":1000,"parameters":12,"baselines":[],"anomalies":[],"nodes":{"network":{{{NetworkJson}}},"graph":"g","learnt":140,"validated":500,"tested":1000,"accuracy":0.75,"accuracyDeviation":0.5,"macroF1":0.25,"macroF1Deviation":0.125,"published":1,"repeats":[{"repeat":1,"seed":8,"epochs":90,"bestEpoch":40,"validation":0.5,"accuracy":0.75,"macroF1":0.25,"seconds":1.5,"worker":"w"}],"notes":["Seeded."],"seconds":2.5}}"""
        },
        {
            Request with
            {
                Snapshot = "ab", Split = new SplitRequest(SplitKinds.Hosts, 0.25, ["10.0.0.0/8"]), Features = ["duration"], Metric = JobMetrics.MacroF1, Labels = LabelSources.Behaviours,
                Anomaly = new AnomalyRequest("hbos", 0.5, true), Search = new SearchRequest("random", 3, 60),
            },
            $$$"""{{{RequestJson[..^1]}}},"snapshot":"ab","split":{"kind":"hosts","validation":0.25,"hosts":["10.0.0.0/8"]},"features":["duration"],"metric":"macro-f1","labels":"behaviours","anomaly":{"scorer":"hbos","falsePositives":0.5,"normalOnly":true,"keepNames":true},"search":{"method":"random","trials":3,"budgetSeconds":60}}"""
        },
        {
            new JobResult(
                Version, "s", 70, 30, null, 12, new ClassificationScores("gat", 0.75, 0.5, [], 0.125, [[3, 1], [0, 4]]), [], [new HostAnomaly("10.0.0.1", 2.5, ["degree"], ["10.0.0.2"], ["degree 5, usually 1"])],
                Anomaly: new AnomalyResult("hbos", 2.5, 0.5, 3, 30, [new AnomalyScores("hbos", 0.75, 0.25)]),
                Search: new SearchResult("random", "loss", 1.5, [new SearchTrial(2, 40, 0.5, new Dictionary<string, string> { ["hidden"] = "64" }, "w")]), Notes: ["Seeded."], ValidationFlows: 8),
            $$$"""{"published":{{{VersionJson}}},"snapshot":"s","trainFlows":70,"testFlows":30,"parameters":12,"model":{"name":"gat","accuracy":0.75,"macroF1":0.5,"classes":[],"calibrationError":0.125,"confusion":[[3,1],[0,4]]},"baselines":[],"anomalies":[{"address":"10.0.0.1","score":2.5,"oddestFeatures":["degree"],"nearest":["10.0.0.2"],"reasons":["degree 5, usually 1"]}],"anomaly":{"scorer":"hbos","threshold":2.5,"falsePositives":0.5,"flagged":3,"tested":30,"quality":[{"name":"hbos","auroc":0.75,"averagePrecision":0.25}]},"search":{"method":"random","metric":"loss","seconds":1.5,"trials":[{"trial":2,"epochs":40,"score":0.5,"settings":{"hidden":"64"},"worker":"w"}]},"notes":["Seeded."],"validationFlows":8}"""
        },
        { new RoundReport(4, 0, 0, "Gone."), """{"round":4,"lossSum":0,"flows":0,"problem":"Gone."}""" },
        { new RoundReport(4, 1.5, 60), """{"round":4,"lossSum":1.5,"flows":60}""" },
        { new RoundDirective("train", 5), """{"action":"train","round":5}""" },
        {
            new ScoreResponse("m", 3, TrainingTasks.FlowClassification, "inference-1", 1, [new FlowScore(0, "C1", "10.0.0.1", "10.0.0.2", 443, Time, "Scan", 0.75, null)], [new HostScore("10.0.0.1", 0.5, ["outDegree"])]),
            """{"model":"m","version":3,"task":"flow-classification","replica":"inference-1","rowsRejected":1,"flows":[{"row":0,"uid":"C1","source":"10.0.0.1","destination":"10.0.0.2","destinationPort":443,"start":"2024-05-06T07:08:09+00:00","class":"Scan","probability":0.75}],"hosts":[{"address":"10.0.0.1","score":0.5,"oddestFeatures":["outDegree"]}]}"""
        },
        {
            new EvaluationRequest("d", null, Time, Time, 3, ["m@2"], 7),
            """{"dataset":"d","from":"2024-05-06T07:08:09+00:00","to":"2024-05-06T07:08:09+00:00","version":3,"against":["m@2"],"seed":7}"""
        },
        {
            new EvaluationReport(
                "d", TrainingTasks.FlowClassification, "flows", 30, 2,
                [new ModelEvaluation("m", 3, new ClassificationScores("m@3", 0.75, 0.5, []), new Dictionary<string, long> { ["Scan"] = 4 })],
                new ClassificationScores("majority", 0.5, 0.25, []), [new ScoreDifference("accuracy", "m@3", "m@2", 0.5, 0.25, 0.75, 0.125, "bootstrap")], ["Seeded."]),
            """{"input":"d","task":"flow-classification","items":"flows","scored":30,"unlabelled":2,"models":[{"model":"m","version":3,"classes":{"name":"m@3","accuracy":0.75,"macroF1":0.5,"classes":[]},"unknown":{"Scan":4}}],"majority":{"name":"majority","accuracy":0.5,"macroF1":0.25,"classes":[]},"differences":[{"metric":"accuracy","first":"m@3","second":"m@2","difference":0.5,"low":0.25,"high":0.75,"chance":0.125,"method":"bootstrap"}],"notes":["Seeded."]}"""
        },
        { new AnomalyEvaluation(0.75, 0.5, 4, 2.5, 0.25, 0.125, 6), """{"auroc":0.75,"averagePrecision":0.5,"attacks":4,"threshold":2.5,"falsePositives":0.25,"recall":0.125,"flagged":6}""" },
        {
            new ScoreResponse(
                "m", 3, "t", "r", 0, [], [new HostScore("10.0.0.1", 0.5, ["degree"], true, ["10.0.0.2"], ["degree 5, usually 1"])],
                [new HostClass("10.0.0.1", "Scan", 0.75, new Dictionary<string, int> { ["Scan"] = 2 })],
                [new FlowAnomaly(0, "C1", "10.0.0.1", "10.0.0.2", 443, Time, 0.5, false, ["duration"], ["C2"], ["duration 5, usually 1"], null)], "hbos", 0.25, ["A note."]),
            """{"model":"m","version":3,"task":"t","replica":"r","rowsRejected":0,"flows":[],"hosts":[{"address":"10.0.0.1","score":0.5,"oddestFeatures":["degree"],"isOdd":true,"nearest":["10.0.0.2"],"reasons":["degree 5, usually 1"]}],"hostClasses":[{"address":"10.0.0.1","class":"Scan","probability":0.75,"windows":{"Scan":2}}],"oddFlows":[{"row":0,"uid":"C1","source":"10.0.0.1","destination":"10.0.0.2","destinationPort":443,"start":"2024-05-06T07:08:09+00:00","score":0.5,"isOdd":false,"oddestFeatures":["duration"],"nearest":["C2"],"reasons":["duration 5, usually 1"]}],"scorer":"hbos","threshold":0.25,"notes":["A note."]}"""
        },
        { new ExplainRequest("d", Flow: "C1", From: Time), """{"dataset":"d","flow":"C1","from":"2024-05-06T07:08:09+00:00"}""" },
        {
            new ExplainResponse(
                "m", 3, TrainingTasks.FlowClassification, "inference-1", "10.0.0.1 → 10.0.0.2:443", "Scan", 0.75, [new ClassProbability("Scan", 0.75)], "Because.", [new FeatureReason("flow", "failed", "yes", "in vain", 0.5)],
                [new EdgeReason("10.0.0.1", "10.0.0.2", 1, true, "C1", Time, 443, "tcp", 7)], [new DrawnNode("10.0.0.1", 0, 0.5, true)], new ExplanationFidelity(0.75, 0.5, 0.25, 0.125), "mask", 9, 1, new ExplanationScore(-0.5, 2.5, "Benign")),
            """{"model":"m","version":3,"task":"flow-classification","replica":"inference-1","item":"10.0.0.1 \u2192 10.0.0.2:443","class":"Scan","probability":0.75,"classes":[{"class":"Scan","probability":0.75}],"sentence":"Because.","features":[{"of":"flow","name":"failed","value":"yes","words":"in vain","contribution":0.5}],"edges":[{"source":"10.0.0.1","target":"10.0.0.2","weight":1,"isItem":true,"uid":"C1","start":"2024-05-06T07:08:09+00:00","targetPort":443,"protocol":"tcp","bytes":7}],"nodes":[{"name":"10.0.0.1","x":0,"y":0.5,"isItem":true}],"fidelity":{"whole":0.75,"onlyTheseEdges":0.5,"withoutTheseEdges":0.25,"meanFeatures":0.125},"method":"mask","edgesSeen":9,"edgesLeftOut":1,"score":{"mean":-0.5,"item":2.5,"against":"Benign"}}"""
        },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    [MemberData(nameof(FederationShapes.All), MemberType = typeof(FederationShapes))]
    public void Serialize_EachRecord_GivesTheHandWrittenJson(object record, string json) =>
        Assert.Equal(json, JsonSerializer.Serialize(record, record.GetType(), WireJson.Default));

    [Theory]
    [MemberData(nameof(Shapes))]
    [MemberData(nameof(FederationShapes.All), MemberType = typeof(FederationShapes))]
    public void Deserialize_TheHandWrittenJson_GivesTheRecord(object record, string json)
    {
        var read = JsonSerializer.Deserialize(json, record.GetType(), WireJson.Default);

        Assert.Equal(json, JsonSerializer.Serialize(read, record.GetType(), WireJson.Default));
    }

    [Fact]
    public void JobRequest_WithTheTwoNeededFieldsOnly_TakesTheDefaults() =>
        Assert.Equal(new JobRequest("d", "m"), JsonSerializer.Deserialize("""{"dataset":"d","model":"m"}""", WireJson.Default.JobRequest));

    [Fact]
    public void SnapshotRequest_Empty_TakesTheDefaults() =>
        Assert.Equal(new SnapshotRequest(), JsonSerializer.Deserialize("{}", WireJson.Default.SnapshotRequest));

    [Fact]
    public void EveryRecord_ThatTravels_HasAShapeHere()
    {
        var pinned = Shapes.Concat(FederationShapes.All).Select(row => row[0].GetType()).ToHashSet();
        var travelling = typeof(WireJson).GetProperties()
            .Select(property => property.PropertyType).Where(type => type.IsGenericType).Select(type => type.GetGenericArguments()[0])
            .Where(type => type.Assembly == typeof(WireJson).Assembly && !type.IsInterface);
        var nested = new[] { typeof(RowRejection), typeof(GraphSummary), typeof(HostSummary), typeof(ModelVersion), typeof(WorkerShare), typeof(ClassificationScores), typeof(ClassScores), typeof(HostAnomaly), typeof(FlowScore), typeof(HostScore), typeof(PeerTraffic), typeof(TrafficBin), typeof(HostEdge), typeof(EgoHost), typeof(EgoEdge), typeof(CommunitySummary), typeof(HostPath), typeof(GraphNode), typeof(GraphEdge), typeof(GraphTimes), typeof(GraphCommunity), typeof(LabelAgreement), typeof(LinkTest), typeof(TimedCascadeEstimate), typeof(Broker), typeof(CascadeEstimate), typeof(InfluenceSeed), typeof(InfluencedNode), typeof(LinkScoreQuality), typeof(PredictedLink), typeof(LocalPlan), typeof(StrategyPlan), typeof(CohortPlan), typeof(SecurityPlan), typeof(PrivacyPlan), typeof(RobustPlan), typeof(DeadlinePlan), typeof(BoundaryPlan), typeof(SiteStatus), typeof(RoundSummary), typeof(NetworkRequest), typeof(RepeatProgress), typeof(RepeatResult), typeof(NodeResult), typeof(ServiceBin), typeof(SplitRequest), typeof(AnomalyRequest), typeof(AnomalyResult), typeof(AnomalyScores), typeof(SearchRequest), typeof(SearchResult), typeof(SearchTrial), typeof(CurvePoint), typeof(TrialLease), typeof(ModelEvaluation), typeof(ScoreDifference), typeof(HostClass), typeof(FlowAnomaly), typeof(CardData), typeof(CardClass), typeof(CardFeatures), typeof(CardMetrics), typeof(ClassProbability), typeof(DrawnNode), typeof(EdgeReason), typeof(ExplanationFidelity), typeof(ExplanationScore), typeof(FeatureReason) };

        Assert.Empty(travelling.Except(pinned).Except(nested));
    }
}

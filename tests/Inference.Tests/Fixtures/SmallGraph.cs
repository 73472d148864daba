using NetMl.Gnn.Inputs;

namespace NetMl.Inference.Tests.Fixtures;

/// <summary>Three hosts, four flows: 0→1 twice, 1→2, 2→0; 2 node features, 3 flow features.</summary>
internal static class SmallGraph
{
    private static readonly float[] Nodes = [0.5f, -1, 2, 0.25f, 0, 1.5f];
    private static readonly float[] Flows = [1, 0, 0.5f, -1, 2, 0, 0.1f, 0.2f, 0.3f, 3, -2, 1];

    public static GraphSample Sample { get; } = new(3, 2, Nodes, new[] { 0, 0, 1, 2 }, new[] { 1, 1, 2, 0 }, 3, Flows);

    public const string NodeFeatures = """{"name":"node_features","datatype":"FP32","shape":[3,2],"data":[0.5,-1,2,0.25,0,1.5]}""";
    public const string FlowSource = """{"name":"flow_source","datatype":"INT64","shape":[4],"data":[0,0,1,2]}""";
    public const string FlowTarget = """{"name":"flow_target","datatype":"INT32","shape":[4],"data":[1,1,2,0]}""";
    public const string FlowFeatures = """{"name":"flow_features","datatype":"FP32","shape":[4,3],"data":[1,0,0.5,-1,2,0,0.1,0.2,0.3,3,-2,1]}""";
    public const string NestedFlowFeatures = """{"data":[[1,0,0.5],[-1,2,0],[0.1,0.2,0.3],[3,-2,1]],"shape":[4,3],"datatype":"FP32","name":"flow_features","parameters":{}}""";

    public const string Request = $$"""{"id":"r-1","inputs":[{{NodeFeatures}},{{FlowSource}},{{FlowTarget}},{{FlowFeatures}}]}""";
}

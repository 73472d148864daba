using NetMl.Features.Hosts;

namespace NetMl.Features;

/// <summary>Builds a <see cref="FlowGraph"/> window by window.</summary>
internal static class FlowGraphBuilder
{
    public static FlowGraph Build(FlowTable flows, int windowFlows)
    {
        int count = flows.Count, width = FlowFeatures.Names.Count, windows = 0;
        var nodes = new NodeColumns();
        var (source, target) = (new int[count], new int[count]);
        var features = new float[count * width];
        for (var begin = 0; begin < count; begin += windowFlows)
        {
            var end = Math.Min(count, begin + windowFlows);
            var graph = HostGraph.Build(flows, begin, end);
            var firstNode = nodes.Append(graph, windows++);
            for (var i = 0; i < graph.FlowCount; i++)
            {
                source[begin + i] = firstNode + graph.Source[i];
                target[begin + i] = firstNode + graph.Target[i];
            }
            FlowFeatures.Compute(flows, begin, end, features.AsSpan(begin * width, (end - begin) * width));
        }

        return new FlowGraph
        {
            Windows = windows,
            NodeHost = nodes.Host.ToArray(),
            NodeWindow = nodes.Window.ToArray(),
            NodeFeatures = nodes.Features(),
            FlowSource = source,
            FlowTarget = target,
            FlowFeatures = features,
            FlowStart = flows.Start.ToArray(),
            FlowLabel = flows.Label.ToArray(),
            FlowRow = flows.Row.ToArray(),
            Hosts = [.. Enumerable.Range(0, flows.Hosts.Count).Select(flows.Name)],
            Classes = flows.Labels,
        };
    }

    /// <summary>Columns of the nodes seen so far.</summary>
    private sealed class NodeColumns
    {
        private readonly List<float[]> _features = [];

        public List<int> Host { get; } = [];

        public List<int> Window { get; } = [];

        /// <summary>Adds the hosts of one window; gives the node number of the first.</summary>
        public int Append(HostGraph graph, int window)
        {
            var first = Host.Count;
            foreach (var host in graph.Hosts)
            {
                Host.Add(host);
                Window.Add(window);
            }
            var scaled = new float[graph.Hosts.Length * HostFeatures.TensorNames.Count];
            HostFeatures.Compute(graph, HostFeatureTable.Model).WriteScaled(scaled);
            _features.Add(scaled);
            return first;
        }

        public float[] Features()
        {
            var all = new float[Host.Count * HostFeatures.TensorNames.Count];
            var at = 0;
            foreach (var window in _features)
            {
                window.CopyTo(all, at);
                at += window.Length;
            }
            return all;
        }
    }
}

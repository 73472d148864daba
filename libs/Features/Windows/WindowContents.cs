namespace NetMl.Features.Windows;

/// <summary>What occurs in one window, with hosts numbered alike for all windows.</summary>
internal sealed class WindowContents
{
    /// <param name="hosts">[n]: number of each node.</param>
    public WindowContents(HostGraph graph, int[] hosts)
    {
        for (var i = 0; i < graph.FlowCount; i++)
        {
            var flow = graph.FirstFlow + i;
            Sources.Add(hosts[graph.Source[i]]);
            Targets.Add(hosts[graph.Target[i]]);
            Protocols.Add(graph.Flows.Protocol[flow]);
            if (graph.Flows.TargetPort[flow] is >= 0 and var port)
                Ports.Add(port);
            Failed += graph.Flows.Failed(flow) ? 1 : 0;
            Bytes += Math.Max(0, graph.Flows.Bytes(flow));
            Packets += Math.Max(0, graph.Flows.Packets(flow));
        }
        for (var source = 0; source < hosts.Length; source++)
        {
            foreach (var target in graph.Directed.Neighbours(source))
            {
                if (target == source)
                    continue;
                Pairs.Add((long)hosts[source] << 32 | (uint)hosts[target]);
                PairsBack += graph.Directed.HasEdge(target, source) ? 1 : 0;
            }
        }
    }

    /// <summary>Once each: directed pairs of different hosts.</summary>
    public Distribution Pairs { get; } = new();

    public int PairsBack { get; }

    public Distribution Sources { get; } = new();

    public Distribution Targets { get; } = new();

    public Distribution Ports { get; } = new();

    public Distribution Protocols { get; } = new();

    public int Failed { get; }

    public long Bytes { get; }

    public long Packets { get; }
}

using System.Runtime.InteropServices;

namespace NetMl.Features.Hosts;

/// <summary>Values of one host's flows while they are gathered; reused from host to host.</summary>
internal sealed class TrafficScratch
{
    public List<double> Bytes { get; } = [];

    public List<double> Packets { get; } = [];

    public List<double> Seconds { get; } = [];

    public HashSet<int> PortsCalled { get; } = [];

    public HashSet<int> PortsOffered { get; } = [];

    public Span<double> BytesSpan => CollectionsMarshal.AsSpan(Bytes);

    public Span<double> PacketsSpan => CollectionsMarshal.AsSpan(Packets);

    public Span<double> SecondsSpan => CollectionsMarshal.AsSpan(Seconds);

    public void Clear()
    {
        Bytes.Clear();
        Packets.Clear();
        Seconds.Clear();
        PortsCalled.Clear();
        PortsOffered.Clear();
    }
}

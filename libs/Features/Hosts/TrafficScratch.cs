using System.Runtime.InteropServices;

namespace NetMl.Features.Hosts;

/// <summary>Values of one host's flows while they are gathered; reused from host to host.</summary>
internal sealed class TrafficScratch
{
    public List<double> Bytes { get; } = [];

    public List<double> Packets { get; } = [];

    public List<double> Seconds { get; } = [];

    public List<int> PortsCalled { get; } = [];

    public List<int> PortsOffered { get; } = [];

    public Span<double> BytesSpan => CollectionsMarshal.AsSpan(Bytes);

    public Span<double> PacketsSpan => CollectionsMarshal.AsSpan(Packets);

    public Span<double> SecondsSpan => CollectionsMarshal.AsSpan(Seconds);

    /// <summary>Different ports called; sorts the list.</summary>
    public int DistinctCalled() => Distinct(PortsCalled);

    /// <summary>Different ports offered, likewise.</summary>
    public int DistinctOffered() => Distinct(PortsOffered);

    public void Clear()
    {
        Bytes.Clear();
        Packets.Clear();
        Seconds.Clear();
        PortsCalled.Clear();
        PortsOffered.Clear();
    }

    private static int Distinct(List<int> values)
    {
        values.Sort();
        var count = 0;
        for (var i = 0; i < values.Count; i++)
            count += i == 0 || values[i] != values[i - 1] ? 1 : 0;
        return count;
    }
}

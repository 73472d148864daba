namespace NetMl.Features.Windows;

/// <summary>One window of time: its flows, their host graph, and how it differs from the windows before it.</summary>
public sealed record WindowFacts
{
    /// <summary>Nanoseconds since 1970-01-01 UTC.</summary>
    public required long Start { get; init; }

    /// <summary>Flows that start in it.</summary>
    public required int Flows { get; init; }

    /// <summary>Flows in vain.</summary>
    public required int Failed { get; init; }

    /// <summary>Payload of both sides; unknown counts 0.</summary>
    public required long Bytes { get; init; }

    /// <summary>Packets of both sides; unknown counts 0.</summary>
    public required long Packets { get; init; }

    /// <summary>Hosts that take part.</summary>
    public required int Hosts { get; init; }

    /// <summary>Directed pairs of different hosts with a flow.</summary>
    public required int Pairs { get; init; }

    /// <summary>Those whose reverse is a pair too.</summary>
    public required int PairsBack { get; init; }

    /// <summary>Peers per host, in either direction.</summary>
    public required Summary Degrees { get; init; }

    /// <summary>Most peers of a host.</summary>
    public required int LargestDegree { get; init; }

    /// <summary>Bits, over the hosts that opened flows.</summary>
    public required double SourceEntropy { get; init; }

    /// <summary>Bits, over the hosts that answered.</summary>
    public required double TargetEntropy { get; init; }

    /// <summary>Bits, over the ports called.</summary>
    public required double PortEntropy { get; init; }

    /// <summary>Bits, over IP protocols.</summary>
    public required double ProtocolEntropy { get; init; }

    /// <summary>Hosts that no window before had.</summary>
    public required int NewHosts { get; init; }

    /// <summary>Directed pairs that the window before had not.</summary>
    public required int NewPairs { get; init; }

    /// <summary>Jaccard distance of the pairs to those of the window before; 0 for the first window.</summary>
    public required double PairDistance { get; init; }

    /// <summary>Jensen–Shannon divergence, in bits, of the sources of flows to those of the window before; 0 for the first window.</summary>
    public required double SourceDistance { get; init; }

    /// <summary>The same for the ports called.</summary>
    public required double PortDistance { get; init; }
}

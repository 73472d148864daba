using NetMl.Behaviours.Connections;

namespace NetMl.Behaviours.Detection;

/// <summary>What is known of the whole data set, host by host.</summary>
public interface INetworkFacts
{
    /// <summary>First start of a flow, nanoseconds since 1970-01-01 UTC.</summary>
    long First { get; }

    /// <summary>Last start of a flow.</summary>
    long Last { get; }

    /// <summary>Address of a host.</summary>
    PeerAddress Host(int number);

    /// <summary>Start of the first flow that a host has part in.</summary>
    long FirstSeen(int host);

    /// <summary>Different hosts that this host has flows with, in either direction.</summary>
    int Peers(int host);

    /// <summary>Hosts inside that call a target: of two public hosts, the one with more peers counts as inside.</summary>
    int Callers(int target);

    /// <summary>Hosts inside that call anybody outside.</summary>
    int Insiders { get; }
}

using NetMl.Flows;

namespace NetMl.Behaviours.Connections;

/// <summary>Flows that are no calls but answers to something.</summary>
internal static class ErrorReports
{
    /// <summary>ICMP keeps its code where others keep the port; an echo has code 0, "port unreachable" and its like, which answer something, do not.</summary>
    public static bool Is(in Connection connection) => connection is { Protocol: IpProtocol.Icmp or IpProtocol.IcmpV6, Port: > 0 };
}

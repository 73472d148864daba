using System.Globalization;
using NetMl.Flows;

namespace NetMl.Behaviours;

/// <summary>Ports as a person says them.</summary>
internal static class Ports
{
    public static string InWords(int port, byte protocol)
    {
        var name = protocol switch { IpProtocol.Tcp => "TCP", IpProtocol.Udp => "UDP", IpProtocol.Icmp => "ICMP", IpProtocol.IcmpV6 => "ICMPv6", _ => string.Create(CultureInfo.InvariantCulture, $"protocol {protocol}") };
        return port < 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name} port {port}");
    }
}

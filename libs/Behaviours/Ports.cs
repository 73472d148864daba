using System.Globalization;

namespace NetMl.Behaviours;

/// <summary>IANA protocol numbers that matter here, and ports as a person says them.</summary>
internal static class Ports
{
    public const byte Tcp = 6;
    public const byte Udp = 17;

    public static string InWords(int port, byte protocol)
    {
        var name = protocol switch { Tcp => "TCP", Udp => "UDP", 1 => "ICMP", 58 => "ICMPv6", _ => string.Create(CultureInfo.InvariantCulture, $"protocol {protocol}") };
        return port < 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name} port {port}");
    }
}

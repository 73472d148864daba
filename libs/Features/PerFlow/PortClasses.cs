using NetMl.Flows;

namespace NetMl.Features.PerFlow;

/// <summary>What a port is for, by kind: exact ports would let a model learn one capture by heart.</summary>
internal static class PortClasses
{
    public static IReadOnlyList<string> Names { get; } =
        ["missing", "web", "dns", "mail", "shell", "desktop", "windows", "database", "time", "names", "well_known", "registered", "dynamic"];

    public static IReadOnlyList<string> RangeNames { get; } = ["missing", "well_known", "registered", "dynamic"];

    /// <summary>Index into <see cref="Names"/>. Only TCP, UDP and SCTP have ports; ICMP keeps type and code in their columns.</summary>
    public static int Of(int port, byte protocol)
    {
        var range = RangeOf(port, protocol);
        if (range == 0)
            return 0;
        return port switch
        {
            80 or 443 or 8080 or 8443 or 8000 or 8888 => 1,
            53 or 853 => 2,
            25 or 110 or 143 or 465 or 587 or 993 or 995 => 3,
            20 or 21 or 22 or 23 or 2222 or 2323 => 4,
            3389 or 5900 or 5901 or 5985 or 5986 => 5,
            88 or 135 or 137 or 138 or 139 or 389 or 445 or 636 => 6,
            1433 or 1521 or 3306 or 5432 or 6379 or 9200 or 27017 => 7,
            123 => 8,
            67 or 68 or 546 or 547 or 1900 or 5353 or 5355 => 9,
            _ => 9 + range,
        };
    }

    /// <summary>Index into <see cref="RangeNames"/>: below 1024, below 49152, above.</summary>
    public static int RangeOf(int port, byte protocol)
    {
        if (port < 0 || protocol is not (IpProtocol.Tcp or IpProtocol.Udp or IpProtocol.Sctp))
            return 0;
        return port switch { < 1024 => 1, < 49152 => 2, _ => 3 };
    }
}

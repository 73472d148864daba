namespace NetMl.Behaviours;

/// <summary>Names of the behaviours that are looked for.</summary>
public static class BehaviourNames
{
    /// <summary>One host tries one port on many hosts.</summary>
    public const string AddressScan = "address-scan";

    /// <summary>One host tries many ports on one host.</summary>
    public const string PortScan = "port-scan";

    /// <summary>One host calls another again and again at even intervals.</summary>
    public const string Beacon = "beacon";

    /// <summary>All names, in ordinal order.</summary>
    public static IReadOnlyList<string> All { get; } = [AddressScan, Beacon, PortScan];
}

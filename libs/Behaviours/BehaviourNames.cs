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

    /// <summary>One connection that stays open for very long.</summary>
    public const string LongConnection = "long-connection";

    /// <summary>One host sends another more connections or packets than it can serve.</summary>
    public const string Flood = "flood";

    /// <summary>Very many hosts call one host at the same time.</summary>
    public const string FanIn = "fan-in";

    /// <summary>One host sends far more to another than ever before.</summary>
    public const string Exfiltration = "exfiltration";

    /// <summary>One host tries to log in to another again and again.</summary>
    public const string PasswordGuessing = "password-guessing";

    /// <summary>One host administers others inside that it never did before, and those do so in turn.</summary>
    public const string LateralMovement = "lateral-movement";

    /// <summary>One host talks with many others that talk with it, on many ports.</summary>
    public const string PeerToPeer = "peer-to-peer";

    /// <summary>A host does something else than it used to.</summary>
    public const string RoleChange = "role-change";

    /// <summary>One host calls for the first time another that hardly anybody calls.</summary>
    public const string RareDestination = "rare-destination";

    /// <summary>All names, in ordinal order.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        AddressScan, Beacon, Exfiltration, FanIn, Flood, LateralMovement, LongConnection, PasswordGuessing, PeerToPeer, PortScan, RareDestination, RoleChange,
    ];
}

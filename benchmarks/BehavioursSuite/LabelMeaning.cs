using NetMl.Behaviours;
using NetMl.Flows;

namespace NetMl.Benchmarks.BehavioursSuite;

/// <summary>Which behaviours would be right for a flow, and whom they are told of.</summary>
/// <param name="Expected">Behaviours that count as found, that of the label first; empty = the flow is benign, or its attack is none that is looked for.</param>
/// <param name="IsBySource">The attack is one of a source (against whomever), not of a pair.</param>
/// <param name="IsVague">The label does not say which of them: no detector's recall is judged by it.</param>
internal sealed record Meaning(IReadOnlyList<string> Expected, bool IsBySource = false, bool IsVague = false)
{
    /// <summary>The behaviour that the label names; null = none.</summary>
    public string? Named => IsVague || Expected.Count == 0 ? null : Expected[0];

    public static Meaning Benign { get; } = new([]);
}

/// <summary>What labels stand for: the one table of the evaluation.</summary>
internal delegate Meaning LabelMeaning(FlowRecord flow);

/// <summary>The table.</summary>
internal static class LabelMeanings
{
    private static readonly Meaning Controller = new([BehaviourNames.Beacon, BehaviourNames.LongConnection, BehaviourNames.RareDestination]);
    private static readonly Meaning Flood = new([BehaviourNames.Flood]);
    private static readonly Meaning Guessing = new([BehaviourNames.PasswordGuessing]);
    private static readonly Meaning Scan = new([BehaviourNames.PortScan, BehaviourNames.AddressScan], IsBySource: true);
    private static readonly Meaning Leak = new([BehaviourNames.Exfiltration, BehaviourNames.RareDestination, BehaviourNames.Beacon]);

    /// <summary>Attackers from the Internet: each is a source of its own, most with one or two flows.</summary>
    private static readonly Meaning Visitor = new(
        [BehaviourNames.AddressScan, BehaviourNames.PortScan, BehaviourNames.PasswordGuessing, BehaviourNames.Flood, BehaviourNames.FanIn], IsBySource: true, IsVague: true);

    /// <summary>No label is an attack.</summary>
    public static Meaning Benign(FlowRecord flow) => Meaning.Benign;

    /// <summary>IoT-23. The 122 "PortScan" flows of 34-1 are 121 attempts at one port of one host, the first with 3,069 packets in 3 seconds: a flood counts as right too.</summary>
    public static Meaning InternetOfThings(FlowRecord flow) => flow.Label switch
    {
        "C&C" => Controller,
        "DDoS" => Flood,
        "PortScan" => new([BehaviourNames.AddressScan, BehaviourNames.PortScan, BehaviourNames.Flood], IsVague: true),
        _ => Meaning.Benign,
    };

    /// <summary>Stratosphere 008, 010, 011: everything that came in from the Internet is Malicious.</summary>
    public static Meaning Stratosphere(FlowRecord flow) => flow.Label == "Malicious" ? Visitor : Meaning.Benign;

    /// <summary>SME11: every Malicious flow is Remcos towards its server, which refuses all but one.</summary>
    public static Meaning Remcos(FlowRecord flow) => flow.Label == "Malicious" ? Leak : Meaning.Benign;

    /// <summary>Argus: Simda, a click-fraud bot, whose one host calls its controllers and many pages.</summary>
    public static Meaning SimdaBot(FlowRecord flow) => flow.Label == "Malware" ? Controller with { IsBySource = true } : Meaning.Benign;

    /// <summary>Stratosphere 005, without labels: Simda's two busiest targets, of which the Argus log labels one as malware.</summary>
    public static Meaning Simda(FlowRecord flow) => flow.Destination is "23.253.126.58" or "104.239.157.210" ? Controller : Meaning.Benign;

    /// <summary>Stratosphere 003: the RAT's operator, named by the makers of the capture's port.</summary>
    public static Meaning Rat(FlowRecord flow) => flow.Destination == "147.32.83.234"
        ? new([BehaviourNames.Exfiltration, BehaviourNames.RareDestination, BehaviourNames.Beacon, BehaviourNames.LongConnection]) : Meaning.Benign;

    /// <summary>Lab scans, labelled by their file: all from this host.</summary>
    public static LabelMeaning Lab(params string[] expected) => flow => flow is { Source: "10.0.2.15", Protocol: IpProtocol.Tcp } ? new(expected) : Meaning.Benign;

    /// <summary>The made-up office.</summary>
    public static Meaning Office(FlowRecord flow) => flow.Label switch
    {
        "AddressScan" => new([BehaviourNames.AddressScan, BehaviourNames.PortScan, BehaviourNames.LateralMovement], IsBySource: true),
        "Beacon" => Controller,
        "Exfiltration" => Leak,
        "PasswordGuessing" => Guessing,
        "PortScan" => Scan,
        _ => Meaning.Benign,
    };

    /// <summary>CICIDS 2017. Heartbleed and attacks on web pages leave no connection pattern that is looked for.</summary>
    public static Meaning Cicids(FlowRecord flow) => flow.Label switch
    {
        "Botnet" => new([BehaviourNames.Beacon, BehaviourNames.Exfiltration, BehaviourNames.RareDestination]),
        "DDoS" or "DoS GoldenEye" or "DoS Hulk" or "DoS Slowhttptest" or "DoS Slowloris" => Flood,
        "FTP-Patator" or "SSH-Patator" => Guessing,
        "Infiltration" => Leak,
        "Infiltration - Portscan" => new([BehaviourNames.PortScan, BehaviourNames.AddressScan, BehaviourNames.LateralMovement], IsBySource: true),
        "Portscan" => Scan,
        _ => Meaning.Benign,
    };
}

using NetMl.Behaviours;

namespace NetMl.Benchmarks.BehavioursSuite;

/// <summary>The captures of the evaluation.</summary>
internal static class CaptureSets
{
    private static readonly string[] CicidsAttacks =
    [
        "Botnet_736", "DDoS_5000", "DoS_GoldenEye_5000", "DoS_Hulk_5000", "DoS_Slowhttptest_1740", "DoS_Slowloris_3859", "FTP-Patator_3972", "Heartbleed_11",
        "Infiltration_36", "Infiltration_-_Portscan_5000", "Portscan_5000", "SSH-Patator_2961", "Web_Attack_-_Brute_Force_73", "Web_Attack_-_SQL_Injection_13", "Web_Attack_-_XSS_18",
    ];

    /// <summary>Sets that say which flows are attacks. Each attack of CICIDS 2017 is put among the benign flows of its week.</summary>
    public static IReadOnlyList<CaptureSet> Labelled { get; } =
    [
        new("iot23 34-1", ["iot23/34-1.conn.log.labeled.gz"], LabelMeanings.InternetOfThings),
        new("iot23 8-1", ["iot23/8-1.csv.gz"], LabelMeanings.InternetOfThings),
        new("stratosphere 003", ["stratosphere/003-androidtester-rat.conn.log"], LabelMeanings.Rat),
        new("stratosphere 005", ["stratosphere/005-simda.conn.log.gz"], LabelMeanings.Simda),
        new("stratosphere 008", ["stratosphere/008-windows-host.conn.log.labeled.gz"], LabelMeanings.Stratosphere),
        new("stratosphere 010", ["stratosphere/010-windows-host.conn.log.labeled.gz"], LabelMeanings.Stratosphere),
        new("stratosphere 011", ["stratosphere/011-windows-host.conn.log.labeled.gz"], LabelMeanings.Stratosphere),
        new("sme11", ["sme11/remcos-exfil.conn.log.labeled.gz"], LabelMeanings.Remcos),
        new("argus labelled", ["argus/labeled.tabs.binetflow.gz"], LabelMeanings.SimdaBot),
        new("lab nmap", ["lab-scans/nmap.conn.log.gz"], LabelMeanings.Lab(BehaviourNames.PortScan)),
        new("lab openvas", ["lab-scans/openvas.conn.log.gz"], LabelMeanings.Lab(BehaviourNames.PortScan)),
        new("lab ddos", ["lab-scans/ddos.conn.log.gz"], LabelMeanings.Lab(BehaviourNames.Flood)),
        .. CicidsAttacks.Select(attack => new CaptureSet($"cicids {attack[..attack.LastIndexOf('_')].Replace('_', ' ')}", [$"cicids2017/{attack}.csv.gz", "cicids2017/BENIGN_5000.csv.gz"], LabelMeanings.Cicids)),
        .. new[] { 11, 12, 13 }.Select(seed => new CaptureSet($"made-up office {seed}", [$"synthetic:{seed}"], LabelMeanings.Office)),
    ];

    /// <summary>Sets without attacks, or, as rita, with those only that come in from the Internet.</summary>
    public static IReadOnlyList<CaptureSet> Benign { get; } =
    [
        new("iot23 honeypot 4-1", ["iot23/honeypot-4-1.csv.gz"], LabelMeanings.Benign),
        new("iot23 honeypot 5-1", ["iot23/honeypot-5-1.csv.gz"], LabelMeanings.Benign),
        new("iot23 honeypot 7-1", ["iot23/honeypot-7-1.csv.gz"], LabelMeanings.Benign),
        new("lab normal", ["lab-scans/normal.conn.log.gz"], LabelMeanings.Benign),
        new("m57", ["m57/conn.log.gz"], LabelMeanings.Benign),
        new("rita", ["rita/hourly"], LabelMeanings.Benign),
        new("argus phone", ["argus/slips-test2.binetflow.gz"], LabelMeanings.Benign),
        new("cicids benign", ["cicids2017/BENIGN_5000.csv.gz"], LabelMeanings.Benign),
    ];
}

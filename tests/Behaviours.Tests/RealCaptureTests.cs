using System.Diagnostics;
using NetMl.Behaviours.Adjustments;
using NetMl.Behaviours.Detection;
using NetMl.Tests;
using Xunit.Abstractions;

namespace NetMl.Behaviours.Tests;

/// <summary>Captures whose behaviours are known.</summary>
public class RealCaptureTests(ITestOutputHelper output)
{
    [SkippableTheory]
    [InlineData("lab-scans/nmap.conn.log.gz", "10.0.2.15", "10.0.2.4", 997)]
    [InlineData("lab-scans/openvas.conn.log.gz", "10.0.2.15", "10.0.2.5", 5624)]
    public async Task Run_Scanner_FindsWhoScannedWhom(string file, string source, string target, int ports)
    {
        var findings = await RunAsync(RealData.Path(file));

        var scan = Assert.Single(findings, finding => finding.Behaviour == BehaviourNames.PortScan);
        Assert.Equal((source, target, ports), (scan.Source, scan.Target, (int)scan.Evidence["ports"]));
        Assert.True(scan.Score > 95);
    }

    /// <summary>A bot that calls its controllers, labelled C&amp;C by the makers of the data.</summary>
    [SkippableFact]
    public async Task Run_Bot_FindsItsController()
    {
        var findings = await RunAsync(RealData.Path("iot23/8-1.csv.gz"));

        Assert.Contains(findings, finding => finding is { Behaviour: BehaviourNames.Beacon, Source: "192.168.100.113", Target: "178.128.185.250" });
    }

    /// <summary>Attacks that the makers of the data name, each found by the detector that it is for.</summary>
    [SkippableTheory]
    [InlineData("lab-scans/ddos.conn.log.gz", BehaviourNames.Flood, "10.0.2.15", "10.0.2.4")]
    [InlineData("cicids2017/DoS_Slowhttptest_1740.csv.gz", BehaviourNames.Flood, "172.16.0.1", "192.168.10.50")]
    [InlineData("cicids2017/SSH-Patator_2961.csv.gz", BehaviourNames.PasswordGuessing, "172.16.0.1", "192.168.10.50")]
    [InlineData("cicids2017/FTP-Patator_3972.csv.gz", BehaviourNames.PasswordGuessing, "172.16.0.1", "192.168.10.50")]
    [InlineData("cicids2017/Portscan_5000.csv.gz", BehaviourNames.PortScan, "172.16.0.1", "192.168.10.50")]
    [InlineData("cicids2017/Botnet_736.csv.gz", BehaviourNames.Beacon, "192.168.10.15", "205.174.165.73")]
    [InlineData("stratosphere/003-androidtester-rat.conn.log", BehaviourNames.Exfiltration, "10.8.0.61", "147.32.83.234")]
    [InlineData("sme11/remcos-exfil.conn.log.labeled.gz", BehaviourNames.Beacon, "192.168.1.107", "66.63.168.35")]
    public async Task Run_Attack_IsFound(string file, string behaviour, string source, string target)
    {
        var findings = await RunAsync(RealData.Path(file));

        Assert.Contains(findings, finding => (finding.Behaviour, finding.Source, finding.Target) == (behaviour, source, target));
    }

    /// <summary>Benign captures: hosts call home in them and keep connections open, but nobody scans, floods, guesses or moves on.</summary>
    [SkippableTheory]
    [InlineData("iot23/honeypot-4-1.csv.gz")]
    [InlineData("iot23/honeypot-5-1.csv.gz")]
    [InlineData("iot23/honeypot-7-1.csv.gz")]
    [InlineData("lab-scans/normal.conn.log.gz")]
    [InlineData("m57/conn.log.gz")]
    public async Task Run_Benign_FindsNoAttack(string file)
    {
        var findings = await RunAsync(RealData.Path(file));

        Assert.DoesNotContain(findings, finding => finding.Behaviour is not (BehaviourNames.Beacon or BehaviourNames.LongConnection));
    }

    [SkippableFact]
    public async Task Run_ThreeDaysOfHourlyLogs_TakesSeconds()
    {
        var files = Directory.GetFiles(RealData.Path("rita/hourly"), "conn.*.gz", SearchOption.AllDirectories);

        var findings = await RunAsync(files);

        Assert.NotEmpty(findings);
    }

    private async Task<IReadOnlyList<Finding>> RunAsync(params string[] files)
    {
        var batches = await TestConnections.ReadAsync(files);
        var clock = Stopwatch.StartNew();
        var analysis = new BehaviourAnalysis(Detectors.All(new DetectorOptions()));
        foreach (var batch in batches)
            analysis.Add(batch);
        var findings = analysis.Run(AllowList.Empty, CancellationToken.None);
        output.WriteLine($"{analysis.Connections} flows in {clock.ElapsedMilliseconds} ms");
        foreach (var finding in findings)
            output.WriteLine($"{finding.Score} {finding.Behaviour}: {finding.Sentence}");
        return findings;
    }
}

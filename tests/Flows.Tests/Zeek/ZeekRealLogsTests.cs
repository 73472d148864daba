using System.Text;
using NetMl.Flows.Tests.Fixtures;
using NetMl.Tests;

namespace NetMl.Flows.Tests.Zeek;

/// <summary>Every row of the real logs, compared with the slow reading.</summary>
public sealed class ZeekRealLogsTests
{
    [SkippableTheory]
    [InlineData("iot23/34-1.conn.log.labeled.gz", 23145, "Benign=1923 C&C=6706 DDoS=14394 PortScan=122")]
    [InlineData("stratosphere/003-androidtester-rat.conn.log", 361, "")]
    [InlineData("stratosphere/005-simda.conn.log.gz", 992, "")]
    [InlineData("stratosphere/008-windows-host.conn.log.labeled.gz", 5663, "Background=60 Benign=1402 Malicious=4201")]
    [InlineData("stratosphere/010-windows-host.conn.log.labeled.gz", 5347, "Background=37 Benign=1937 Malicious=3373")]
    [InlineData("stratosphere/011-windows-host.conn.log.labeled.gz", 9048, "Background=326 Benign=4771 Malicious=3951")]
    [InlineData("lab-scans/nmap.conn.log.gz", 1008, "")]
    [InlineData("lab-scans/openvas.conn.log.gz", 5754, "")]
    [InlineData("lab-scans/ddos.conn.log.gz", 353, "")]
    [InlineData("sme11/remcos-exfil.conn.log.labeled.gz", 766, "Benign=44 Malicious=719 Unknown=3")]
    [InlineData("m57/conn.log.gz", 8462, "")]
    public async Task Read_RealLog_GivesEveryRowAsTheSlowReadingDoes(string file, int rows, string classes)
    {
        var path = RealData.Path(file);

        var (fast, summary) = await Whole.ReadFileAsync(path);

        Assert.Equal((FlowFormat.ZeekTsv, (long)rows, 0L), (summary.Format, summary.RowsAccepted, summary.RowsRejected));
        Assert.Equal(SlowZeek.Read(Whole.Bytes(path)), fast);
        Assert.Equal(classes, Classes(fast));
    }

    [SkippableTheory]
    [InlineData("iot23/8-1.csv.gz", 10403, "Benign=2181 C&C=8222")]
    [InlineData("iot23/honeypot-4-1.csv.gz", 452, "Benign=452")]
    [InlineData("iot23/honeypot-5-1.csv.gz", 1374, "Benign=1374")]
    [InlineData("iot23/honeypot-7-1.csv.gz", 130, "Benign=130")]
    public async Task Read_CommaExports_GiveEveryRowAndClass(string file, int rows, string classes)
    {
        var (read, summary) = await Whole.ReadFileAsync(RealData.Path(file));

        Assert.Equal((rows, 0L), (read.Count, summary.RowsRejected));
        Assert.Equal(classes, Classes(read));
    }

    [SkippableFact]
    public async Task Read_HourlyLogs_GiveEveryRowAndAddress()
    {
        var addresses = new HashSet<string>();
        long rows = 0, rejected = 0;

        foreach (var file in Directory.EnumerateFiles(RealData.Path("rita/hourly"), "*.gz", SearchOption.AllDirectories))
        {
            var (read, summary) = await Whole.ReadFileAsync(file);
            Assert.Equal(SlowZeek.Read(Whole.Bytes(file)), read);
            rows += read.Count;
            rejected += summary.RowsRejected;
            addresses.UnionWith(read.SelectMany(r => new[] { r.Source, r.Destination }));
        }

        Assert.Equal((105918L, 0L, 15091), (rows, rejected, addresses.Count));
    }

    [SkippableTheory]
    [InlineData("rita/truncated/conn.log", 58, 1)]
    [InlineData("rita/truncated/conn_top.log", 58, 1)]
    [InlineData("rita/truncated/conn_json.log", 2, 2)]
    [InlineData("rita/json/conn.log", 29, 0)]
    [InlineData("rita/json/open_conn.log", 59, 0)]
    public async Task Read_BrokenAndJsonLogs_GiveRowsAndReasons(string file, int rows, long rejected)
    {
        var (read, summary) = await Whole.ReadFileAsync(RealData.Path(file));

        Assert.Equal((rows, rejected), (read.Count, summary.RowsRejected));
    }

    // Zeek's baselines hide their times; with a time in their place every row of a log that has times and addresses must be read.
    [SkippableFact]
    public async Task Read_ZeeksOwnBaselines_GiveEveryRowOfEveryLog()
    {
        var logs = 0;

        foreach (var file in Directory.EnumerateFiles(RealData.Path("zeek-baselines"), "*conn.log*"))
        {
            var text = File.ReadAllText(file).Replace("XXXXXXXXXX.XXXXXX", "1500000000.000001");
            if (!text.Contains("#fields\t") || !text.Contains("\tts\t") && !text.Contains("#fields\tts") || !text.Contains("\tproto\t"))
                continue;
            var expected = text.Split('\n').Count(line => line.Length > 0 && line[0] != '#');
            var (read, summary) = await Whole.ReadAsync(text);
            Assert.True(summary.RowsRejected == 0 && read.Count == expected, $"{Path.GetFileName(file)}: {read.Count} of {expected} rows, {string.Join("; ", summary.Rejections)}");
            if (text.Contains("id.orig_h"))
                Assert.Equal(SlowZeek.Read(Encoding.UTF8.GetBytes(text)), read);
            logs++;
        }

        Assert.InRange(logs, 100, 240);
    }

    private static string Classes(IEnumerable<FlowRecord> rows) =>
        string.Join(' ', rows.Where(r => r.Label is not null).GroupBy(r => r.Label).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Key}={g.Count()}"));
}

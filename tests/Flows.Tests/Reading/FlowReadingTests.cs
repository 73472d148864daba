using System.Text;
using NetMl.Flows.Ndjson;
using NetMl.Flows.Tests.Fixtures;

namespace NetMl.Flows.Tests.Reading;

public sealed class FlowReadingTests
{
    private static readonly FlowBatch Flows = RandomFlows.Batch(new Random(13), 3000);
    private static readonly byte[] Text = Ndjson();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(5000)]
    public async Task Read_InAnyPortions_GivesTheSameRows(int mostAtOnce)
    {
        var content = Text.AsSpan(0, mostAtOnce == 1 ? 20_000 : Text.Length).ToArray();

        var (rows, summary) = await Whole.ReadAsync(new TrickleStream(content, new Random(14), mostAtOnce));

        Assert.Equal(Flows.Records().Take(rows.Count), rows);
        Assert.Equal(content.Length, summary.Bytes);
        Assert.Equal(Text.Length == content.Length ? (3000, 0L) : (rows.Count, 1L), (rows.Count, summary.RowsRejected));
    }

    [Fact]
    public async Task Read_GzipOfSeveralMembersInPortions_GivesAllRows()
    {
        var half = Text.AsSpan(0, Text.Length / 2);
        byte[] gzip = [.. Whole.Gzip(half), .. Whole.Gzip(default), .. Whole.Gzip(Text.AsSpan(half.Length))];

        var (rows, summary) = await Whole.ReadAsync(new TrickleStream(gzip, new Random(15), 1000));

        Assert.Equal(Flows.Records(), rows);
        Assert.Equal((0L, (long)Text.Length), (summary.RowsRejected, summary.Bytes));
    }

    [Fact]
    public async Task Read_GzipTornAnywhere_GivesTheRowsBeforeAndOneReason()
    {
        var gzip = Whole.Gzip(Text);
        var random = new Random(16);
        var all = Flows.Records().ToList();

        for (var i = 0; i < 40; i++)
        {
            var (rows, summary) = await Whole.ReadAsync(gzip[..random.Next(100, gzip.Length)], FlowFormat.Ndjson);
            Assert.Equal(all.Take(rows.Count), rows);
            Assert.Contains("the file ends too early", Assert.Single(summary.Rejections).Reason);
        }
    }

    [Fact]
    public async Task Read_DamagedGzip_NeverThrows()
    {
        var gzip = Whole.Gzip(Text);
        var random = new Random(17);

        for (var i = 0; i < 60; i++)
        {
            var damaged = (byte[])gzip.Clone();
            damaged[random.Next(20, damaged.Length)] ^= (byte)random.Next(1, 256);
            var (_, summary) = await Whole.ReadAsync(damaged, FlowFormat.Ndjson);
            Assert.NotEmpty(summary.Rejections);
        }
    }

    [Fact]
    public async Task Read_RowLongerThanAllowed_IsRefusedAndReadPast()
    {
        var line = """{"startNanoseconds":1,"source":"10.0.0.1","destination":"10.0.0.2"}""" + "\n";
        var log = line + "{\"uid\":\"" + new string('x', 700_000) + "\"}\n" + line;

        var (rows, summary) = await Whole.ReadAsync(new TrickleStream(Encoding.ASCII.GetBytes(log), new Random(18), 50_000), options: new FlowReadOptions { MaxRowBytes = 4096 });

        Assert.Equal(2, rows.Count);
        var rejection = Assert.Single(summary.Rejections);
        Assert.Equal(("the row is longer than allowed", 1L), (rejection.Reason, rejection.Rows));
        Assert.Equal([2L], rejection.FirstLines);
    }

    [Fact]
    public async Task Read_BatchesOfLongTexts_StayWithinAFrame()
    {
        var log = new StringBuilder();
        for (var i = 0; i < 12_000; i++)
            log.Append(System.Globalization.CultureInfo.InvariantCulture, $"{{\"startNanoseconds\":{i},\"source\":\"2001:db8::{i:x}\",\"destination\":\"2001:db8:1::{i:x}\",\"service\":\"s{i}{new string('s', 240)}\",\"label\":\"l{i}{new string('l', 240)}\",\"uid\":\"{new string('u', 256)}\"}}\n");
        var reading = FlowFileReader.ReadAsync(new MemoryStream(Encoding.ASCII.GetBytes(log.ToString())), null);

        var total = 0;
        await foreach (var batch in reading)
        {
            Assert.InRange(FlowFrame.Encode(new string('d', 64), new string('i', 64), batch).Length, 1, FlowFrame.MaxBytes);
            total += batch.Count;
        }

        Assert.Equal(12_000, total);
    }

    [Theory]
    [InlineData("", FlowInputFault.Empty)]
    [InlineData("\n\n\n", FlowInputFault.UnknownFormat)]
    [InlineData("# only\n# comments\n", FlowInputFault.UnknownFormat)]
    [InlineData("a,b,c\n1,2,3\n", FlowInputFault.UnknownFormat)]
    public async Task Read_NoFlows_ThrowsWhatIsWrong(string text, FlowInputFault fault)
    {
        var failure = await Assert.ThrowsAsync<FlowInputException>(() => Whole.ReadAsync(text));

        Assert.Equal(fault, failure.Fault);
    }

    [Fact]
    public async Task Read_MoreThanAllowed_ThrowsTooLarge()
    {
        var failure = await Assert.ThrowsAsync<FlowInputException>(() => Whole.ReadAsync(Text, options: new FlowReadOptions { MaxBytes = 1000 }));

        Assert.Equal(FlowInputFault.TooLarge, failure.Fault);
    }

    private static byte[] Ndjson()
    {
        using var bytes = new MemoryStream();
        NdjsonWriter.Write(bytes, Flows);
        return bytes.ToArray();
    }
}

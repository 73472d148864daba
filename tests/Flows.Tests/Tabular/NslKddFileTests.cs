using System.Text;
using NetMl.Flows.Tabular;
using NetMl.Flows.Tests.Fixtures;
using NetMl.Tests;

namespace NetMl.Flows.Tests.Tabular;

public sealed class NslKddFileTests
{
    // 41 features: three words after the duration, then numbers, here 4, 5, 6 … by place; label; difficulty.
    private static readonly string Row = $"7,udp,domain_u,SF,{string.Join(',', Enumerable.Range(4, 36))},0.25,neptune,21";

    [Fact]
    public async Task Read_PlainRows_FillsEveryColumnByName()
    {
        var reading = await ReadAsync($"{Row}\n{Row.Replace("udp", "tcp").Replace("0.25", "1e2")}\r\n");

        var rows = reading.Rows;
        Assert.Equal((2, 38, 3, 0L), (rows.Count, rows.Numbers.Count, rows.Categories.Count, reading.RowsRejected));
        Assert.Equal(NslKddFile.Features, rows.Numbers.Select(column => column.Name).Take(1).Concat(rows.Categories.Select(column => column.Name)).Concat(rows.Numbers.Select(column => column.Name).Skip(1)));
        Assert.Equal([7, 7], rows.Numbers[0].Values.ToArray());
        Assert.Equal(("src_bytes", 4.0), (rows.Numbers[1].Name, rows.Numbers[1].Values.Span[0]));
        Assert.Equal(("dst_host_srv_rerror_rate", 0.25, 100.0), (rows.Numbers[^1].Name, rows.Numbers[^1].Values.Span[0], rows.Numbers[^1].Values.Span[1]));
        Assert.Equal(["udp", "tcp"], rows.Categories[0].Words);
        Assert.Equal([0, 1], rows.Categories[0].Codes.ToArray());
        Assert.Equal(["neptune"], rows.Label.Words);
        Assert.Equal("difficulty", rows.Remarks[0].Name);
        Assert.Equal([21, 21], rows.Remarks[0].Values.ToArray());
    }

    [Theory]
    [InlineData(",21", "", "43 columns")]
    [InlineData("0.25", "much", "not a number")]
    [InlineData("0.25", "NaN", "not a number")]
    [InlineData("0.25", "", "not a number")]
    [InlineData("udp", "", "protocol_type")]
    public async Task Read_BadRow_IsCountedWithReasonAndLine(string find, string replacement, string reason)
    {
        var reading = await ReadAsync($"{Row}\n{Row.Replace(find, replacement)}\n{Row}\n");

        Assert.Equal((2, 1L), (reading.Rows.Count, reading.RowsRejected));
        var rejection = Assert.Single(reading.Rejections);
        Assert.Contains(reason, rejection.Reason);
        Assert.Equal([2L], rejection.FirstLines);
    }

    [Fact]
    public async Task Read_Nothing_ThrowsEmpty() =>
        Assert.Equal(FlowInputFault.Empty, (await Assert.ThrowsAsync<FlowInputException>(() => ReadAsync(""))).Fault);

    [Fact]
    public async Task Read_AsFlows_SaysThatTheTableHoldsNone()
    {
        var failure = await Assert.ThrowsAsync<FlowInputException>(() => Whole.ReadAsync(Row + "\n" + Row));

        Assert.Equal(FlowInputFault.UnknownFormat, failure.Fault);
        Assert.Contains("a table without addresses", failure.Message);
    }

    [Fact]
    public async Task Read_MutatedBytes_GiveRowsOrReasons()
    {
        var original = Encoding.ASCII.GetBytes(string.Join('\n', Enumerable.Repeat(Row, 6)));
        var random = new Random(21);
        long accepted = 0, rejected = 0;

        for (var i = 0; i < 10_000; i++)
        {
            var bytes = i % 10 == 0 ? Mutation.Packed(original, random) : Mutation.Apply(original, random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var task = TryReadAsync(bytes);
            var memory = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(task.IsCompleted);
            if (await task is not { } reading)
                continue;
            Assert.InRange(memory, 0, 64 * Math.Max(bytes.Length, reading.Bytes) + 500_000);
            Assert.All(reading.Rows.Numbers, column => Assert.Equal(reading.Rows.Count, column.Values.Length));
            accepted += reading.Rows.Count;
            rejected += reading.RowsRejected;
        }

        Assert.InRange(accepted, 10_000, 60_000);
        Assert.InRange(rejected, 2_500, 60_000);
    }

    // Counts of the data set's authors and of the published tables of its attacks.
    [SkippableTheory]
    [InlineData("nsl-kdd/train20.csv.gz", 25192, 13449, 8282, 22)]
    [InlineData("nsl-kdd/test.csv.gz", 22544, 9711, 4657, 38)]
    public async Task Read_RealFile_GivesEveryRowAndClass(string file, int rows, int normal, int neptune, int classes)
    {
        await using var stream = File.OpenRead(RealData.Path(file));

        var reading = await NslKddFile.ReadAsync(stream, null, default);

        var label = reading.Rows.Label;
        int Count(string word) => label.Codes.ToArray().Count(code => label.Words[code] == word);
        Assert.Equal((rows, 0L, normal, neptune, classes), (reading.Rows.Count, reading.RowsRejected, Count("normal"), Count("neptune"), label.Words.Count));
        Assert.Equal(3, reading.Rows.Categories[0].Words.Count);
        Assert.Equal(1, reading.Rows.Numbers.Single(column => column.Name == "dst_host_srv_rerror_rate").Values.ToArray().Max());
    }

    private static Task<TabularReading> ReadAsync(string text) => NslKddFile.ReadAsync(new MemoryStream(Encoding.ASCII.GetBytes(text)), null, default);

    private static async Task<TabularReading?> TryReadAsync(byte[] bytes)
    {
        try
        {
            return await NslKddFile.ReadAsync(new MemoryStream(bytes), new FlowReadOptions { MaxRowBytes = 1024 }, default);
        }
        catch (FlowInputException)
        {
            return null;
        }
    }
}

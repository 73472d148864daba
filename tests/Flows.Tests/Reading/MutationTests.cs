using NetMl.Flows.Tests.Fixtures;

namespace NetMl.Flows.Tests.Reading;

/// <summary>10,000 seeded mutations of each format: rows or reasons, or one sentence for a file refused whole; no other exception, and no more memory than the input justifies.</summary>
public sealed class MutationTests
{
    private const int Mutations = 10_000;

    // A byte of input may cost this many of memory: the narrowest row of a frame takes 2 bytes there and some 200 in columns and their making.
    private const long MemoryPerByte = 128;

    // The reading buffer when the pool has none, the smallest columns, the decoder.
    private const long MemoryAtLeast = 500_000;

    private static readonly FlowReadOptions Options = new() { BatchRows = 16, MaxRowBytes = 1024 };

    public static TheoryData<string> Formats => [.. Samples.All.Keys];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Read_MutatedBytes_GiveRowsOrReasons(string name)
    {
        var (format, original) = Samples.All[name];
        var random = new Random(100 + name.Length);
        long accepted = 0, rejected = 0, refused = 0;

        for (var i = 0; i < Mutations; i++)
        {
            var bytes = i % 10 == 0 ? Mutation.Packed(original, random) : Mutation.Apply(original, random);
            if (format == FlowFormat.NetmlFrame && i % 3 == 0)
                Mutation.Sign(bytes);
            var reading = FlowFileReader.ReadAsync(new MemoryStream(bytes), i % 4 == 0 ? null : format, Options);
            var before = GC.GetAllocatedBytesForCurrentThread();
            refused += Read(reading) ? 0 : 1;
            var memory = GC.GetAllocatedBytesForCurrentThread() - before;
            var summary = reading.Summary;
            Assert.True(memory <= MemoryPerByte * Math.Max(bytes.Length, summary.Bytes) + MemoryAtLeast, $"mutation {i}: {memory} bytes of memory for {bytes.Length} of input");
            Assert.Equal(summary.RowsRejected, summary.Rejections.Sum(r => r.Rows));
            accepted += summary.RowsAccepted;
            rejected += summary.RowsRejected;
        }

        Assert.InRange(accepted, Mutations, long.MaxValue);
        Assert.InRange(rejected, Mutations / 4, long.MaxValue);
        Assert.InRange(refused, 1, Mutations / 3);
    }

    [Theory]
    [InlineData("#fields\tts\n")]
    [InlineData("#path\tdns\n")]
    [InlineData("#unset_field\tx\n")]
    [InlineData("#separator \\x09\n")]
    public void Read_DirectiveOnEveryLine_AllocatesLittle(string line)
    {
        var bytes = System.Text.Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(line, 20_000)));
        var reading = FlowFileReader.ReadAsync(new MemoryStream(bytes), FlowFormat.ZeekTsv);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.True(Read(reading));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MemoryPerByte * bytes.Length + MemoryAtLeast);
    }

    [Fact]
    public void Detect_RandomBytes_NeverThrows()
    {
        var random = new Random(99);
        var bytes = new byte[300];

        for (var i = 0; i < 20_000; i++)
        {
            random.NextBytes(bytes);
            if (i % 2 == 0)
                bytes[0] = (byte)"{#N\"\t,"[random.Next(6)];
            _ = FlowFileReader.Detect(bytes.AsSpan(0, random.Next(bytes.Length)), isWhole: true);
        }
    }

    /// <summary>Reads to the end on this thread; false when the whole input is refused.</summary>
    private static bool Read(FlowReading reading)
    {
        var task = ReadAsync(reading);
        Assert.True(task.IsCompleted);
        return task.Result;
    }

    private static async Task<bool> ReadAsync(FlowReading reading)
    {
        long rows = 0;
        try
        {
            await foreach (var batch in reading)
            {
                Check(batch);
                rows += batch.Count;
            }
        }
        catch (FlowInputException)
        {
            return false;
        }
        Assert.Equal(rows, reading.Summary.RowsAccepted);
        return true;
    }

    private static void Check(FlowBatch batch)
    {
        Within(batch.SourcePort, -1, 65535);
        Within(batch.DestinationPort, -1, 65535);
        Within(batch.Source, 0, batch.AddressKeys.Length - 1);
        Within(batch.Destination, 0, batch.AddressKeys.Length - 1);
        Within(batch.ServiceCodes, -1, batch.Services.Count - 1);
        Within(batch.LabelCodes, -1, batch.Labels.Count - 1);
        Assert.False(batch.SourceBytes.ContainsAnyExceptInRange(-1, long.MaxValue) || batch.DestinationBytes.ContainsAnyExceptInRange(-1, long.MaxValue));
        Assert.False(batch.SourcePackets.ContainsAnyExceptInRange(-1, long.MaxValue) || batch.DestinationPackets.ContainsAnyExceptInRange(-1, long.MaxValue));
        Assert.False(batch.DurationNanoseconds.ContainsAnyExceptInRange(-1, long.MaxValue));
        foreach (var state in batch.State)
            Assert.True(state <= ConnectionState.OTH);
        Assert.True(batch.UidBytes(batch.Count - 1).Length <= FlowBatchBuilder.MaxTextBytes);
    }

    private static void Within(ReadOnlySpan<int> values, int least, int most) => Assert.False(values.ContainsAnyExceptInRange(least, most));
}

using System.Buffers.Binary;
using NetMl.Flows.Frames;
using NetMl.Flows.Tests.Fixtures;

namespace NetMl.Flows.Tests.Frames;

public sealed class FlowFrameTests
{
    [Fact]
    public void Encode_RandomBatches_AreDecodedEqual()
    {
        var random = new Random(6);

        for (var i = 0; i < 200; i++)
        {
            var batch = RandomFlows.Batch(random, random.Next(0, 300));
            var frame = FlowFrame.Decode(FlowFrame.Encode("lab", $"id-{i}", batch));
            Assert.Equal(("lab", $"id-{i}"), (frame.Dataset, frame.BatchId));
            Assert.Equal(batch.Records(), frame.Batch.Records());
        }
    }

    [Fact]
    public void Encode_Extremes_AreDecodedEqual()
    {
        var builder = new FlowBatchBuilder();
        foreach (var start in new[] { long.MinValue, -1, 0, 1, long.MaxValue })
            builder.Add(new FlowRecord { StartNanoseconds = start, Source = "::", Destination = "255.255.255.255", SourceBytes = long.MaxValue, SourcePort = 0, DestinationPort = 65535, Uid = new string('u', 256) });
        var batch = builder.Build();

        Assert.Equal(batch.Records(), FlowFrame.Decode(FlowFrame.Encode("", "", batch)).Batch.Records());
    }

    [Fact]
    public void Encode_TypicalRows_TakeHalfTheirText()
    {
        var batch = SyntheticCapture.Generate(1)[0];

        var frame = FlowFrame.Encode("lab", "id", batch);

        Assert.InRange(frame.Length / (double)batch.Count, 20, 70);
        Assert.InRange(frame.Length, 0, FlowFrame.MaxBytes);
    }

    [Fact]
    public void Decode_AnyOneByteChanged_SaysSo()
    {
        var frame = FlowFrame.Encode("lab", "id", RandomFlows.Batch(new Random(7), 20));

        for (var at = 0; at < frame.Length; at++)
        {
            // Two bytes of the header are reserved and not read.
            if (at is 6 or 7)
                continue;
            var damaged = (byte[])frame.Clone();
            damaged[at] ^= 0x41;
            Assert.Throws<InvalidDataException>(() => FlowFrame.Decode(damaged));
        }
    }

    [Fact]
    public void Decode_AnyCut_SaysSo()
    {
        var frame = FlowFrame.Encode("lab", "id", RandomFlows.Batch(new Random(8), 20));

        for (var length = 0; length < frame.Length; length++)
            Assert.Throws<InvalidDataException>(() => FlowFrame.Decode(frame.AsMemory(0, length)));
    }

    // With a right checksum the columns themselves must hold: mutate the body and sign it again.
    [Fact]
    public void Decode_HostileBodyWithRightChecksum_GivesAFrameOrAReasonAndAllocatesLittle()
    {
        var random = new Random(9);
        var good = FlowFrame.Encode("lab", "id", RandomFlows.Batch(random, 30));
        var refused = 0;

        for (var i = 0; i < 2000; i++)
        {
            var body = (byte[])good.Clone();
            for (var change = random.Next(1, 5); change > 0; change--)
                body[random.Next(FlowFrame.HeaderBytes, body.Length)] = (byte)random.Next(256);
            BinaryPrimitives.WriteUInt32LittleEndian(body.AsSpan(12), Crc32.Compute(body.AsSpan(FlowFrame.HeaderBytes)));
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                var batch = FlowFrame.Decode(body).Batch;
                _ = batch.Records().Count();
            }
            catch (InvalidDataException)
            {
                refused++;
            }
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 * 1024 * 1024);
        }

        Assert.InRange(refused, 500, 2000);
    }

    [Fact]
    public void Decode_NewerVersion_NamesIt()
    {
        var frame = FlowFrame.Encode("lab", "id", FlowBatch.Empty);
        frame[4] = 9;

        var failure = Assert.Throws<InvalidDataException>(() => FlowFrame.Decode(frame));

        Assert.Contains("version 9", failure.Message);
    }

    [Fact]
    public void Compute_KnownText_GivesThePublishedChecksum() => Assert.Equal(0xCBF43926u, Crc32.Compute("123456789"u8));

    [Fact]
    public async Task Read_FileOfFrames_GivesTheirRowsAndNamesTheBadOne()
    {
        var random = new Random(10);
        var batches = Enumerable.Range(0, 5).Select(_ => RandomFlows.Batch(random, 50)).ToList();
        var frames = batches.Select((b, i) => FlowFrame.Encode("lab", $"{i}", b)).ToList();
        frames[2][40] ^= 1;

        var (rows, summary) = await Whole.ReadAsync(frames.SelectMany(f => f).ToArray());

        Assert.Equal(FlowFormat.NetmlFrame, summary.Format);
        Assert.Equal(batches.Where((_, i) => i != 2).SelectMany(b => b.Records()), rows);
        Assert.Equal([3L], Assert.Single(summary.Rejections).FirstLines);
    }
}

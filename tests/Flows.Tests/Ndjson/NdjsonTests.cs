using NetMl.Flows.Ndjson;
using NetMl.Flows.Tests.Fixtures;

namespace NetMl.Flows.Tests.Ndjson;

public sealed class NdjsonTests
{
    [Fact]
    public async Task Write_RandomFlows_AreReadBackEqual()
    {
        var random = new Random(5);
        var batch = RandomFlows.Batch(random, 2000);
        using var bytes = new MemoryStream();

        NdjsonWriter.Write(bytes, batch);
        var (rows, summary) = await Whole.ReadAsync(bytes.ToArray());

        Assert.Equal(FlowFormat.Ndjson, summary.Format);
        Assert.Equal(batch.Records(), rows);
    }

    [Fact]
    public async Task Read_SmallestRow_LeavesTheRestMissing()
    {
        var (rows, _) = await Whole.ReadAsync("""{"start":"2026-03-02T08:00:00Z","source":"10.0.0.1","destination":"10.0.0.2","protocol":"TCP","note":{"a":[1]}}""" + "\n");

        Assert.Equal(new FlowRecord { StartNanoseconds = 1_772_438_400_000_000_000, Source = "10.0.0.1", Destination = "10.0.0.2", Protocol = IpProtocol.Tcp }, Assert.Single(rows));
    }

    [Theory]
    [InlineData("""{"startNanoseconds":1.5,"source":"10.0.0.1","destination":"10.0.0.2"}""", "startNanoseconds")]
    [InlineData("""{"startNanoseconds":1,"source":"10.0.0.1"}""", "missing")]
    [InlineData("""{"startNanoseconds":1,"source":"host","destination":"10.0.0.2"}""", "neither IPv4 nor IPv6")]
    [InlineData("""{"startNanoseconds":1,"source":"10.0.0.1","destination":"10.0.0.2","sourceBytes":-2}""", "whole number")]
    [InlineData("""{"startNanoseconds":1,"source":"10.0.0.1","destination":"10.0.0.2","state":"SX"}""", "state")]
    [InlineData("""{"startNanoseconds":1,"source":"10.0.0.1","destination":"10.0.0.2","label":3}""", "wrong type")]
    [InlineData("""{"startNanoseconds":1,"source":"10.0.0.1","destination":"10.0.0.2","protocol":"what"}""", "protocol")]
    public async Task Read_BadRow_IsCountedWithReason(string line, string reason)
    {
        var (rows, summary) = await Whole.ReadAsync(line + "\n", FlowFormat.Ndjson);

        Assert.Empty(rows);
        Assert.Contains(reason, Assert.Single(summary.Rejections).Reason);
    }
}

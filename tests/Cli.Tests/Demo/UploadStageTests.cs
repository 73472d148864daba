using NetMl.Cli.Api;
using NetMl.Cli.Demo;

namespace NetMl.Cli.Tests.Demo;

public sealed class UploadStageTests
{
    [Fact]
    public async Task Wait_FewerStoredThanAccepted_SaysHowMany()
    {
        await using var gateway = await FakeGateway.StartAsync(new FakeSystem { Lost = 4 }.Map);
        using var client = new GatewayClient(new GatewayAddress(new Uri(gateway.Url), FakeGateway.Key));
        var stage = new UploadStage(client, "office", Terminal.Open(TextWriter.Null, plain: true), new LeapingTime());

        var failure = await Assert.ThrowsAsync<CommandFailure>(() => stage.WaitAsync(10, CancellationToken.None));

        Assert.StartsWith("10 flows were accepted, but after 60 s without change -4 are stored", failure.Message);
    }

    /// <summary>Each look at the clock is half a minute later than the one before.</summary>
    private sealed class LeapingTime : TimeProvider
    {
        private long _now;

        public override long GetTimestamp() => _now += 30 * TimestampFrequency;
    }
}

using System.Net;
using Microsoft.Extensions.Time.Testing;
using NetMl.Ingest.Tests.Fixtures;

namespace NetMl.Ingest.Tests.Uploads;

public sealed class BrokerTroubleTests
{
    private const string Flows = "/v1/datasets/lab/flows";

    [Fact]
    public async Task Post_BrokerFailsOnce_TriesAgainAndAccepts()
    {
        await using var ingest = await IngestUnderTest.StartAsync();
        using var client = ingest.Client();
        ingest.Sidecar.Answer = call => Task.FromResult(call == 1 ? (500, "{\"errorCode\":\"ERR_PUBSUB_PUBLISH_MESSAGE\"}") : (204, ""));

        var accepted = await (await client.PostAsync(Flows, new StringContent(Logs.Zeek(5)))).AcceptedAsync();

        Assert.Equal(5, accepted.RowsAccepted);
        Assert.Equal(2, ingest.Sidecar.Calls);
        Assert.Equal(5, ingest.Sidecar.Rows.Count());
    }

    [Fact]
    public async Task Post_BrokerFailsAlways_Answers503WithRetryAfter()
    {
        await using var ingest = await IngestUnderTest.StartAsync(("PublishAttempts", "2"), ("RetryAfterSeconds", "7"));
        using var client = ingest.Client();
        ingest.Sidecar.Answer = _ => Task.FromResult((500, "no"));

        using var response = await client.PostAsync(Flows, new StringContent(Logs.Zeek(5)));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), response.Headers.RetryAfter?.Delta);
        Assert.Equal(2, ingest.Sidecar.Calls);
    }

    [Fact]
    public async Task Post_BrokersDiskIsFull_Answers507AtOnce()
    {
        await using var ingest = await IngestUnderTest.StartAsync();
        using var client = ingest.Client();
        ingest.Sidecar.Answer = _ => Task.FromResult((500, "{\"errorCode\":\"ERR_PUBSUB_PUBLISH_MESSAGE\",\"message\":\"database or disk is full\"}"));

        using var response = await client.PostAsync(Flows, new StringContent(Logs.Zeek(5)));

        Assert.Equal(HttpStatusCode.InsufficientStorage, response.StatusCode);
        Assert.Contains("disk is full", await response.SentenceAsync());
        Assert.Equal(1, ingest.Sidecar.Calls);
    }

    [Fact]
    public async Task Post_BrokerDoesNotAnswerInTime_Answers429WithRetryAfter()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        await using var ingest = await IngestUnderTest.StartAsync(time);
        using var client = ingest.Client();
        var asked = new TaskCompletionSource();
        var never = new TaskCompletionSource<(int, string)>();
        ingest.Sidecar.Answer = _ =>
        {
            asked.TrySetResult();
            return never.Task;
        };

        var answer = client.PostAsync(Flows, new StringContent(Logs.Zeek(5)));
        await asked.Task;
        time.Advance(TimeSpan.FromSeconds(31));
        using var response = await answer;
        never.SetResult((204, ""));

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Fact]
    public async Task Post_MoreUploadsThanSeats_Answers429AndFreesTheSeatLater()
    {
        await using var ingest = await IngestUnderTest.StartAsync(("MaxConcurrentUploads", "1"));
        using var client = ingest.Client();
        var asked = new TaskCompletionSource();
        var release = new TaskCompletionSource<(int, string)>();
        ingest.Sidecar.Answer = _ =>
        {
            asked.TrySetResult();
            return release.Task;
        };

        var first = client.PostAsync(Flows, new StringContent(Logs.Zeek(5)));
        await asked.Task;
        using var second = await client.PostAsync(Flows, new StringContent(Logs.Zeek(5)));
        release.SetResult((204, ""));
        await (await first).AcceptedAsync();
        using var third = await client.PostAsync(Flows, new StringContent(Logs.Zeek(5)));

        Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
        Assert.NotNull(second.Headers.RetryAfter);
        Assert.Contains("all 1 places", await second.SentenceAsync());
        Assert.Equal(HttpStatusCode.Accepted, third.StatusCode);
    }

    [Fact]
    public async Task Post_ManyBatches_KeepsAtMostTheAllowedNumberInFlight()
    {
        await using var ingest = await IngestUnderTest.StartAsync(("BatchRows", "10"), ("MaxPublishesInFlight", "3"));
        using var client = ingest.Client();
        int now = 0, most = 0;
        ingest.Sidecar.Answer = async _ =>
        {
            var current = Interlocked.Increment(ref now);
            InterlockedMax(ref most, current);
            await Task.Yield();
            Interlocked.Decrement(ref now);
            return (204, "");
        };

        var accepted = await (await client.PostAsync(Flows, new StringContent(Logs.Zeek(500)))).AcceptedAsync();

        Assert.Equal(50, accepted.Batches);
        Assert.InRange(most, 1, 3);
        Assert.Equal(500, ingest.Sidecar.Rows.Count());
    }

    [Fact]
    public void Start_WrongSetting_NamesTheKey()
    {
        var failure = Record.Exception(() => IngestUnderTest.StartAsync(("BatchRows", "0")).GetAwaiter().GetResult());

        Assert.NotNull(failure);
        Assert.Contains("BatchRows", failure.ToString());
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = target; value > seen; seen = target)
            Interlocked.CompareExchange(ref target, value, seen);
    }
}

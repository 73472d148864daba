using Dapr.Client;

namespace NetMl.DaprSdk.Tests.Client;

public class HealthTests : SidecarTest
{
    [Theory]
    [InlineData(204, true)]
    [InlineData(500, false)]
    public async Task CheckHealthAsync_Status_DecidesHealth(int status, bool expected)
    {
        Sidecar.AnswerWith(status);

        Assert.Equal(expected, await Client.CheckHealthAsync());
        Assert.Equal("GET /v1.0/healthz", Sidecar.Request.Line);
    }

    [Fact]
    public async Task CheckOutboundHealthAsync_NoSidecar_IsFalse()
    {
        using var client = new DaprClientBuilder().UseHttpEndpoint("http://127.0.0.1:1").Build();

        Assert.False(await client.CheckOutboundHealthAsync());
    }

    [Fact]
    public async Task WaitForSidecarAsync_ReadyAtTheSecondQuestion_Returns()
    {
        Sidecar.Answer = (_, context) =>
        {
            context.Response.StatusCode = Sidecar.Requests.Count < 2 ? 500 : 204;
            return Task.CompletedTask;
        };

        await Client.WaitForSidecarAsync();

        Assert.All(Sidecar.Requests, r => Assert.Equal("GET /v1.0/healthz/outbound", r.Line));
        Assert.Equal(2, Sidecar.Requests.Count);
    }
}

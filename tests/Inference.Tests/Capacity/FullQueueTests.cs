using System.Net;
using Microsoft.Extensions.DependencyInjection;
using NetMl.Inference.Capacity;
using NetMl.Inference.Tests.Fixtures;

namespace NetMl.Inference.Tests.Capacity;

public sealed class FullQueueTests
{
    [Fact]
    public async Task Request_BeyondTheQueue_Answers503WithRetryAfterAndWorksAgainLater()
    {
        await using var inference = new InferenceUnderTest().With("Inference:Capacity:Concurrency", "1").With("Inference:Capacity:Queue", "0");
        inference.Shelf.Publish("m", Artifacts.Small(1));
        using var client = await inference.ClientAsync();

        HttpResponseMessage refused;
        using (await inference.Services.GetRequiredService<ComputeGate>().EnterAsync(default))
            refused = await client.PostJsonAsync("/v2/models/m/infer", SmallGraph.Request);
        using var later = await client.PostJsonAsync("/v2/models/m/infer", SmallGraph.Request);

        Assert.Contains("waiting", await refused.ErrorAsync(HttpStatusCode.ServiceUnavailable));
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter!.Delta);
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
    }
}

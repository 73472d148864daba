using System.Net.Http.Json;
using Dapr.Client;

namespace NetMl.DaprSdk.Tests.Client;

public class InvocationTests : SidecarTest
{
    [Fact]
    public async Task CreateInvokeHttpClient_RelativePath_IsRewrittenToTheSidecar()
    {
        using var http = DaprClient.CreateInvokeHttpClient("graph-feature", Sidecar.Endpoint, "secret");

        using var response = await http.PostAsJsonAsync("v1/snapshots?size=2", new { A = 1 });

        Assert.Equal("POST /v1.0/invoke/graph-feature/method/v1/snapshots?size=2", Sidecar.Request.Line);
        Assert.Equal("secret", Sidecar.Request.Header("dapr-api-token"));
    }

    [Fact]
    public async Task CreateInvokeHttpClient_AbsoluteUri_NamesTheApp()
    {
        using var http = DaprClient.CreateInvokeHttpClient(daprEndpoint: Sidecar.Endpoint);

        using var response = await http.GetAsync("http://ingest/v1/x%20y");

        Assert.Equal("GET /v1.0/invoke/ingest/method/v1/x%20y", Sidecar.Request.Line);
    }

    [Fact]
    public async Task CreateInvokeHttpClient_UpperCaseAppId_KeepsItsCase()
    {
        using var http = DaprClient.CreateInvokeHttpClient("MyApp", Sidecar.Endpoint);

        using var response = await http.GetAsync("m");

        Assert.Equal("GET /v1.0/invoke/MyApp/method/m", Sidecar.Request.Line);
    }

    [Fact]
    public void CreateInvokeHttpClient_AppIdThatIsNoHost_Throws() =>
        Assert.Throws<ArgumentException>(() => DaprClient.CreateInvokeHttpClient("not a host"));

    [Fact]
    public async Task CreateInvokableHttpClient_OfAClient_UsesItsEndpointAndToken()
    {
        using var http = Client.CreateInvokableHttpClient("inference");

        using var response = await http.GetAsync("v2/health/live");

        Assert.Equal("GET /v1.0/invoke/inference/method/v2/health/live", Sidecar.Request.Line);
        Assert.Equal("secret", Sidecar.Request.Header("dapr-api-token"));
    }

    [Fact]
    public async Task SendAsync_AfterwardsAndOnResponse_ShowsTheOriginalUri()
    {
        using var http = DaprClient.CreateInvokeHttpClient("app", Sidecar.Endpoint, "secret");
        using var request = new HttpRequestMessage(HttpMethod.Get, "m");

        using var response = await http.SendAsync(request);

        Assert.Equal(new Uri("http://app/m"), request.RequestUri);
        Assert.False(request.Headers.Contains("dapr-api-token"));
    }
}

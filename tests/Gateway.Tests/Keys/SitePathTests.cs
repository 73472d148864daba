using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using NetMl.Contracts.Federation;
using NetMl.Gateway.Tests.Fixtures;

namespace NetMl.Gateway.Tests.Keys;

/// <summary>Request targets that no HTTP client would send, byte by byte on a socket: what the scope check read is what the service gets.</summary>
public sealed class SitePathTests
{
    private const string Secret = "a-secret-of-thirty-two-characters";
    private const string Own = "/v1/federations/banks/sites/north";

    [Theory]
    [InlineData("/v1/federations/banks/sites/north/../south/task")]
    [InlineData("/v1/federations/banks/sites/north/%2e%2e/south/task")]
    [InlineData("/v1/federations/banks/sites/north/%2E./south/task")]
    [InlineData("/v1/federations/banks/sites/north/%252e%252e/south/task")]
    [InlineData("/v1/federations/banks/sites/north%2f..%2fsouth/task")]
    [InlineData("/v1/federations/banks/sites/north%2Ftask")]
    [InlineData("/v1/federations/banks/sites/north/vectors/..%2f..%2f..%2fsouth%2ftask")]
    [InlineData("/v1/federations/banks/sites/north/upload/..%5c..%5csouth")]
    [InlineData("/v1/federations/banks/sites/north\\..\\south/task")]
    [InlineData("/v1/federations/banks/sites/north;/../south/task")]
    [InlineData("/v1/federations/banks/sites/north/task/../../../keys")]
    [InlineData("/v1/federations/banks/sites/north/task/../../..")]
    [InlineData("//v1/federations/banks/sites/north/../south/task")]
    [InlineData("/v1/federations/banks/sites//north/../south/task")]
    [InlineData("/v1/federations/banks/sites/north/task#/../../south")]
    [InlineData("/v1/federations/banks/sites/south/task?/v1/federations/banks/sites/north")]
    [InlineData("http://elsewhere/v1/federations/banks/sites/south/task")]
    [InlineData("/v1/federations/banks/sites/%6eorth/../south/task")]
    [InlineData("/v1/federations/banks/sites/north%00/task")]
    public async Task Forward_TrickyTargetWithSiteKey_ReachesNothingButItsOwnSite(string target)
    {
        var (status, path) = await SendAsync(target, SiteKeys.Create(Secret, "banks", "north", "k1"));

        Assert.True(path is null ? status >= 400 : path.StartsWith(Own + "/", StringComparison.Ordinal) && !path.Split('/').Contains(".."), $"{target}: {status} {path}");
    }

    [Theory]
    [InlineData("/v1/federations/banks/%73ites/north/task")]
    [InlineData("/v1/federations/x/../banks/sites/north/task")]
    [InlineData("/v1/federations/banks/keys/../sites/north/task")]
    [InlineData("/v1/federations/banks/sites%2fnorth/task")]
    [InlineData("/v1/federations/banks//sites/north/task")]
    [InlineData("/v1//federations/banks/sites/north/task")]
    [InlineData("//v1/federations/banks/sites/north/task")]
    [InlineData("/v1/federations/banks/sites/north/task/")]
    [InlineData("/v1/federations/a%2fb/sites/north/task")]
    [InlineData("http://elsewhere/v1/federations/banks/sites/north/task")]
    public async Task Forward_TrickyTargetWithAdministratorsKey_ReachesNoSiteCall(string target)
    {
        var (status, path) = await SendAsync(target, GatewayUnderTest.Key);

        Assert.True(path is null && status >= 400, $"{target}: {status} {path}");
    }

    [Theory]
    [InlineData("/v1/federations/banks/sites/north/task")]
    [InlineData("/v1/federations/banks/sites/north/../north/task")]
    public async Task Forward_OwnTargetWithSiteKey_Arrives(string target) =>
        Assert.Equal((200, Own + "/task"), await SendAsync(target, SiteKeys.Create(Secret, "banks", "north", "k1")));

    /// <returns>The status, and the target that the service saw; null = it saw none.</returns>
    private static async Task<(int Status, string? Path)> SendAsync(string target, string key)
    {
        string? seen = null;
        await using var replica = await Replica.StartAsync("training-coordinator", app => app.MapFallback((HttpContext context) =>
        {
            seen = context.Features.Get<IHttpRequestFeature>()?.RawTarget;
        }));
        await using var gateway = new GatewayUnderTest(replica).With("SiteKeys:Secret", Secret);
        using var socket = new TcpClient();
        await socket.ConnectAsync(gateway.Address.Host, gateway.Address.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {target} HTTP/1.1\r\nHost: gateway\r\nX-Api-Key: {key}\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var line = await reader.ReadLineAsync();
        return (int.Parse(line?.Split(' ')[1] ?? "0", System.Globalization.CultureInfo.InvariantCulture), seen);
    }
}

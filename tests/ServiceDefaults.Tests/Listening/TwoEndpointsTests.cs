using System.Net;
using Microsoft.AspNetCore.Builder;
using NetMl.ServiceDefaults.Settings;

namespace NetMl.ServiceDefaults.Tests.Listening;

public sealed class TwoEndpointsTests
{
    [Fact]
    public async Task Get_BothPortsSet_AnswersHttp1AndHttp2WithPriorKnowledge()
    {
        await using var service = await Service.StartAsync(h2c: true, map: app => app.MapGet("/protocol", (Microsoft.AspNetCore.Http.HttpRequest request) => request.Protocol));

        var first = await service.Http.GetStringAsync("/protocol");
        var second = await service.H2c!.GetStringAsync("/protocol");

        Assert.Equal("HTTP/1.1", first);
        Assert.Equal("HTTP/2", second);
    }

    [Fact]
    public async Task Start_NoAddressGiven_ListensOnLoopbackOnly()
    {
        await using var service = await Service.StartAsync();

        Assert.Equal(IPAddress.Loopback.ToString(), service.Http.BaseAddress!.Host);
    }

    [Theory]
    [InlineData("HTTP_PORT", "many")]
    [InlineData("HTTP_PORT", "65536")]
    [InlineData("H2C_PORT", "-1")]
    [InlineData("Listen:Address", "localhost:1")]
    public async Task Start_WrongValue_NamesKeyAndValue(string key, string value)
    {
        var failure = await Assert.ThrowsAsync<WrongSettingException>(() => Service.StartAsync(new() { [key] = value }));

        Assert.Equal(key, failure.Key);
        Assert.Contains($"'{value}'", failure.Message, StringComparison.Ordinal);
    }
}

using System.Net;
using NetMl.Cli.Federation;

namespace NetMl.Cli.Tests.Federation;

/// <summary>Which HTTP a site speaks to its gateway.</summary>
public sealed class ProtocolHandlerTests
{
    [Fact]
    public async Task Send_TheQuestionForHttp2Breaks_StaysWithHttp2WhereOnlyThatIsSpoken()
    {
        using var gateway = new Gateway(HttpVersion.Version20, breaks: 1);
        using var http = new HttpClient(new ProtocolHandler(gateway));

        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(new Uri("http://gateway/v1")));
        using var second = await http.GetAsync(new Uri("http://gateway/v1"));

        Assert.Equal((HttpStatusCode.OK, HttpVersion.Version20), (second.StatusCode, second.Version));
    }

    [Fact]
    public async Task Send_AGatewayOfHttp11_IsAskedInHttp11()
    {
        using var gateway = new Gateway(HttpVersion.Version11, breaks: 0);
        using var http = new HttpClient(new ProtocolHandler(gateway));

        using var first = await http.GetAsync(new Uri("http://gateway/v1"));

        Assert.Equal((HttpStatusCode.OK, HttpVersion.Version11), (first.StatusCode, first.Version));
    }

    /// <summary>Speaks one version, as Kestrel does in cleartext: HTTP/2 gets no answer from the other, HTTP/1.1 a 400.</summary>
    private sealed class Gateway(Version spoken, int breaks) : HttpMessageHandler
    {
        private int _breaks = breaks;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Version == HttpVersion.Version20 && (spoken != HttpVersion.Version20 || _breaks-- > 0))
                throw new HttpRequestException(HttpRequestError.HttpProtocolError);
            return Task.FromResult(new HttpResponseMessage(request.Version == spoken ? HttpStatusCode.OK : HttpStatusCode.BadRequest) { Version = request.Version });
        }
    }
}

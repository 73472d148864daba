using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Dapr;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace NetMl.DaprSdk.Tests.AspNetCore;

public class CloudEventsMiddlewareTests
{
    private const string CloudEvents = "application/cloudevents+json";

    [Theory]
    [InlineData("""{"data":{"a":1}}""", "application/json", """{"a":1}""")]
    [InlineData("""{"datacontenttype":"application/json","data":"text"}""", "application/json", "\"text\"")]
    [InlineData("""{"datacontenttype":"application/json; charset=utf-16","data":[1]}""", "application/json", "[1]")]
    [InlineData("""{"datacontenttype":"application/vnd.x+json","data":"text"}""", "application/vnd.x+json", "\"text\"")]
    [InlineData("""{"datacontenttype":"text/plain","data":"a\"b"}""", "text/plain", "a\"b")]
    [InlineData("""{"datacontenttype":"text/plain","data":{"a":1}}""", "text/plain", """{"a":1}""")]
    [InlineData("""{"DataContentType":"text/plain","DATA":"x"}""", "text/plain", "x")]
    [InlineData("""{"datacontenttype":"application/octet-stream","data_base64":"aGk="}""", "application/octet-stream", "hi")]
    [InlineData("""{"data_base64":"aGk="}""", "application/json", "hi")]
    [InlineData("""{"id":"1"}""", "", "")]
    public async Task InvokeAsync_StructuredEvent_EndpointSeesItsData(string cloudEvent, string contentType, string body)
    {
        await using var app = await EchoAsync(new());

        var seen = await PostAsync(app, cloudEvent, CloudEvents);

        Assert.Equal($"{contentType}|{body}", seen);
    }

    [Fact]
    public async Task InvokeAsync_Binary_KeepsEveryByte()
    {
        var bytes = Enumerable.Range(0, 256).Select(i => (byte)i).ToArray();
        byte[] received = [];
        await using var app = await WebApp.StartAsync(_ => { }, a =>
        {
            a.UseCloudEvents();
            a.MapPost("/", async (HttpRequest request) =>
            {
                using var stream = new MemoryStream();
                await request.Body.CopyToAsync(stream);
                received = stream.ToArray();
            });
        });

        await PostAsync(app, $$"""{"datacontenttype":"application/octet-stream","data_base64":"{{Convert.ToBase64String(bytes)}}"}""", CloudEvents);

        Assert.Equal(bytes, received);
    }

    [Fact]
    public async Task InvokeAsync_DataTwice_Answers400()
    {
        await using var app = await EchoAsync(new());

        using var response = await SendAsync(app, """{"data":1,"data_base64":"aGk="}""", CloudEvents);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/cloudevents-batch+json")]
    public async Task InvokeAsync_OtherMediaType_PassesUntouched(string mediaType)
    {
        await using var app = await EchoAsync(new());

        Assert.Equal(mediaType + """|{"data":1}""", await PostAsync(app, """{"data":1}""", mediaType));
    }

    [Fact]
    public async Task InvokeAsync_SuppressedDecoding_KeepsTheQuotes()
    {
        await using var app = await EchoAsync(new() { SuppressJsonDecodingOfTextPayloads = true });

        Assert.Equal("text/plain|\"x\"", await PostAsync(app, """{"datacontenttype":"text/plain","data":"x"}""", CloudEvents));
    }

    [Fact]
    public async Task InvokeAsync_ForwardedProperties_BecomeHeaders()
    {
        await using var app = await WebApp.StartAsync(_ => { }, a =>
        {
            a.UseCloudEvents(new CloudEventsMiddlewareOptions { ForwardCloudEventPropertiesAsHeaders = true, ExcludedCloudEventPropertiesFromHeaders = ["source"] });
            a.MapPost("/", (HttpRequest request) => string.Join(' ', request.Headers.Where(h => h.Key.StartsWith("Cloudevent.", StringComparison.Ordinal)).Select(h => $"{h.Key}={h.Value}")));
        });

        Assert.Equal("Cloudevent.id=e1", await PostAsync(app, """{"Id":"e1","source":"s","pubsubname":"p","data":1}""", CloudEvents));
    }

    private static Task<WebApp> EchoAsync(CloudEventsMiddlewareOptions options) => WebApp.StartAsync(_ => { }, app =>
    {
        app.UseCloudEvents(options);
        app.MapPost("/", async (HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body);
            return $"{request.ContentType}|{await reader.ReadToEndAsync()}";
        });
    });

    private static async Task<string> PostAsync(WebApp app, string body, string mediaType)
    {
        using var response = await SendAsync(app, body, mediaType);
        return await response.Content.ReadAsStringAsync();
    }

    private static Task<HttpResponseMessage> SendAsync(WebApp app, string body, string mediaType) =>
        app.Http.PostAsync("/", new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } });
}

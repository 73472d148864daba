using System.Text;
using System.Xml;
using System.Xml.Linq;
using Dapr;
using Dapr.Actors;
using Dapr.Actors.Client;

namespace NetMl.DaprSdk.Tests.Actors;

/// <summary>Typed calls as they look on the wire.</summary>
public class RemotingWireTests : IAsyncLifetime
{
    private static readonly XNamespace Urn = "urn:actors";
    private static readonly XNamespace Instance = "http://www.w3.org/2001/XMLSchema-instance";

    private FakeSidecar _sidecar = null!;

    public async Task InitializeAsync() => _sidecar = await FakeSidecar.StartAsync();

    public async Task DisposeAsync() => await _sidecar.DisposeAsync();

    [Fact]
    public async Task Invoke_DefaultEndpoint_PutsWithADoubleSlash()
    {
        await Proxy(new() { DaprApiToken = "secret" }).ResetAsync();

        Assert.Equal("PUT //v1.0/actors/Tally/job.0/method/ResetAsync", _sidecar.Request.Line);
        Assert.Equal("secret", _sidecar.Request.Header("dapr-api-token"));
    }

    [Fact]
    public async Task Invoke_AnyCall_SendsTheHeaderAsDataContractXml()
    {
        await Proxy().ResetAsync();

        var header = XElement.Parse(_sidecar.Request.Header("X-DaprRequestHeader")!);
        Assert.Equal(XName.Get("anyType", "http://schemas.microsoft.com/2003/10/Serialization/"), header.Name);
        Assert.Equal("ActorHeader", header.Attribute(Instance + "type")!.Value.Split(':')[1]);
        Assert.Equal(["MethodId", "InterfaceId", "ActorId", "CallContext", "Headers", "MethodName", "ActorType"], header.Elements().Select(e => e.Name.LocalName));
        Assert.All(header.Elements(), e => Assert.Equal(Urn, e.Name.Namespace));
        Assert.Equal("-1496767898", header.Element(Urn + "InterfaceId")!.Value);
        Assert.Equal("job.0", header.Element(Urn + "ActorId")!.Element(XName.Get("ActorId", "http://schemas.datacontract.org/2004/07/Dapr.Actors"))!.Value);
        Assert.True(Guid.TryParse(header.Element(Urn + "CallContext")!.Value, out _));
        Assert.Equal(("ResetAsync", "Tally"), (header.Element(Urn + "MethodName")!.Value, header.Element(Urn + "ActorType")!.Value));
    }

    [Fact]
    public async Task Invoke_Arguments_AreBinaryXmlOfADataContract()
    {
        await Proxy().EchoAsync("n", [1, 2, 3]);

        var body = BinaryXml(_sidecar.Request.Body);
        Assert.Equal("application/octet-stream; charset=utf-8", _sidecar.Request.Header("Content-Type"));
        Assert.Equal(Urn + "WrappedMsgBody", body.Name);
        var value = body.Element(Urn + "value")!;
        Assert.Equal("EchoAsyncReqBody", value.Attribute(Instance + "type")!.Value.Split(':')[^1]);
        Assert.Equal([(Urn + "bytes", "AQID"), (Urn + "name", "n")], value.Elements().Select(e => (e.Name, e.Value)));
    }

    [Fact]
    public async Task Invoke_ByteArray_TravelsWithoutOverhead()
    {
        await Proxy().EchoAsync("n", new byte[1_000_000]);

        Assert.InRange(_sidecar.Request.Body.Length, 1_000_000, 1_000_500);
    }

    [Fact]
    public async Task Invoke_NoArguments_HasNoBody()
    {
        await Proxy().ResetAsync();

        Assert.Empty(_sidecar.Request.Body);
        Assert.Null(_sidecar.Request.Header("Content-Type"));
    }

    [Fact]
    public async Task Invoke_Json_WrapsTheArguments()
    {
        _sidecar.AnswerWith(200, """{"value":{"retVal":5}}""");

        var sum = await Proxy(new() { UseJsonSerialization = true }).AddAsync(2, default);

        Assert.Equal(5, sum);
        Assert.Equal("""{"value":{"amount":2}}""", _sidecar.Request.Text);
        Assert.Equal("application/octet-stream; charset=utf-8", _sidecar.Request.Header("Content-Type"));
    }

    [Fact]
    public async Task Invoke_SidecarError_ThrowsDaprApiExceptionWithItsCode()
    {
        _sidecar.AnswerWith(500, """{"errorCode":"ERR_ACTOR_INVOKE_METHOD","message":"did not find address"}""");

        var e = await Assert.ThrowsAsync<DaprApiException>(() => Proxy().ResetAsync());

        Assert.Equal(("ERR_ACTOR_INVOKE_METHOD", "did not find address", false), (e.ErrorCode, e.Message, e.IsTransient));
    }

    [Fact]
    public async Task Invoke_Untyped_SendsJsonWithoutTheHeader()
    {
        _sidecar.AnswerWith(200, "5");
        var proxy = new ActorProxyFactory(Options(new())).Create(new ActorId("job.0"), "Tally");

        var sum = await proxy.InvokeMethodAsync<int, int>("AddAsync", 2);

        Assert.Equal(5, sum);
        Assert.Equal("PUT //v1.0/actors/Tally/job.0/method/AddAsync", _sidecar.Request.Line);
        Assert.Equal("application/json; charset=utf-8", _sidecar.Request.Header("Content-Type"));
        Assert.Equal("2", _sidecar.Request.Text);
        Assert.Null(_sidecar.Request.Header("X-DaprRequestHeader"));
    }

    [Fact]
    public void CreateActorProxy_TypedProxy_SaysWhichActorItStandsFor()
    {
        var proxy = (IActorProxy)Proxy();

        Assert.Equal(("job.0", "Tally"), (proxy.ActorId.GetId(), proxy.ActorType));
    }

    private ICounter Proxy(ActorProxyOptions? options = null) =>
        new ActorProxyFactory(Options(options ?? new())).CreateActorProxy<ICounter>(new ActorId("job.0"), "Tally");

    /// <summary>With the trailing slash that the default endpoint has.</summary>
    private ActorProxyOptions Options(ActorProxyOptions options)
    {
        options.HttpEndpoint = _sidecar.Endpoint + "/";
        return options;
    }

    private static XElement BinaryXml(byte[] bytes)
    {
        using var reader = XmlDictionaryReader.CreateBinaryReader(bytes, XmlDictionaryReaderQuotas.Max);
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text))
            writer.WriteNode(reader, false);
        return XElement.Parse(text.ToString());
    }
}

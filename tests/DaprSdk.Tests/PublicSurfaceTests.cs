using System.Reflection;
using Dapr.Actors.Runtime;
using Dapr.Client;
using Microsoft.AspNetCore.Builder;
using NetMl.Tests;

namespace NetMl.DaprSdk.Tests;

/// <summary>What a stand-in offers, the real package offers too.</summary>
public class PublicSurfaceTests
{
    public static TheoryData<Type, string[]> StandIns => new()
    {
        { typeof(DaprClient), ["Dapr.Client", "Dapr.Common"] },
        { typeof(DaprApplicationBuilderExtensions), ["Dapr.AspNetCore"] },
        { typeof(Actor), ["Dapr.Actors"] },
        { typeof(ActorsEndpointRouteBuilderExtensions), ["Dapr.Actors.AspNetCore"] },
    };

    [Theory]
    [MemberData(nameof(StandIns))]
    public void StandIn_ComparedWithRealPackage_OffersNothingMore(Type inside, string[] packages)
    {
        var references = packages.Select(package => Path.Combine(AppContext.BaseDirectory, "api", package + ".txt")).ToArray();

        var extra = ApiSurface.Beyond(inside.Assembly.Location, references);

        Assert.Empty(extra);
    }

    /// <summary>What callers implement has to be whole: a fake made here would miss members upstream.</summary>
    [Theory]
    [InlineData("Dapr.Actors.Client.IActorProxyFactory")]
    [InlineData("Dapr.Actors.Runtime.ActorTimerManager")]
    [InlineData("Dapr.Actors.Runtime.IActorReminder")]
    [InlineData("Dapr.Actors.Runtime.IActorStateManager")]
    [InlineData("Dapr.Actors.Runtime.IRemindable")]
    public void StandIn_TypeThatCallersImplement_IsComplete(string type)
    {
        var reference = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "api", "Dapr.Actors.txt")).Where(line => line.Contains($" {type}::", StringComparison.Ordinal));

        var missing = reference.Except(ApiSurface.Of(typeof(Actor).Assembly.Location));

        Assert.Empty(missing);
    }

    [Fact]
    public void Beyond_MemberThatReferenceLacks_IsReported()
    {
        var reference = Path.Combine(AppContext.BaseDirectory, "api", "Dapr.Actors.AspNetCore.txt");

        var extra = ApiSurface.Beyond(typeof(DaprClient).Assembly.Location, reference);

        Assert.Contains("type Dapr.Client.DaprClient", extra);
        Assert.Contains("System.Threading.Tasks.Task`1<!!0> Dapr.Client.DaprClient::GetStateAsync`1(String, String, System.Nullable`1<Dapr.Client.ConsistencyMode>, System.Collections.Generic.IReadOnlyDictionary`2<String, String>, System.Threading.CancellationToken)", extra);
    }

    /// <summary>Names and defaults of parameters, which metadata signatures leave out; from the documentation of the real packages.</summary>
    [Theory]
    [InlineData(typeof(DaprClient), "CreateInvokeHttpClient", "appId=null, daprEndpoint=null, daprApiToken=null")]
    [InlineData(typeof(DaprClient), "CreateInvokableHttpClient", "appId=null")]
    [InlineData(typeof(DaprClient), "PublishByteEventAsync", "pubsubName, topicName, data, dataContentType=application/json, metadata=null, cancellationToken=null")]
    [InlineData(typeof(DaprClient), "GetStateAsync", "storeName, key, consistencyMode=null, metadata=null, cancellationToken=null")]
    [InlineData(typeof(DaprClient), "GetStateAndETagAsync", "storeName, key, consistencyMode=null, metadata=null, cancellationToken=null")]
    [InlineData(typeof(DaprClient), "SaveStateAsync", "storeName, key, value, stateOptions=null, metadata=null, cancellationToken=null")]
    [InlineData(typeof(DaprClient), "TrySaveStateAsync", "storeName, key, value, etag, stateOptions=null, metadata=null, cancellationToken=null")]
    [InlineData(typeof(DaprClient), "DeleteStateAsync", "storeName, key, stateOptions=null, metadata=null, cancellationToken=null")]
    [InlineData(typeof(DaprClient), "TryDeleteStateAsync", "storeName, key, etag, stateOptions=null, metadata=null, cancellationToken=null")]
    [InlineData(typeof(DaprClient), "ExecuteStateTransactionAsync", "storeName, operations, metadata=null, cancellationToken=null")]
    [InlineData(typeof(StateTransactionRequest), ".ctor", "key, value, operationType, etag=null, metadata=null, options=null")]
    [InlineData(typeof(IActorStateManager), "TryGetStateAsync", "stateName, cancellationToken=null")]
    [InlineData(typeof(IActorStateManager), "UnloadStateAsync", "stateName, options=null, cancellationToken=null")]
    public void Parameters_OfMember_AreNamedAndDefaultedAsUpstream(Type type, string member, string expected)
    {
        var method = (MethodBase)type.GetMember(member).Single();

        var parameters = method.GetParameters().Select(p => p.HasDefaultValue ? $"{p.Name}={p.DefaultValue ?? "null"}" : p.Name);

        Assert.Equal(expected, string.Join(", ", parameters));
    }
}

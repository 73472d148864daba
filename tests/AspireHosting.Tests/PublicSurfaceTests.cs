using System.Reflection;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using CommunityToolkit.Aspire.Hosting.Dapr;
using NetMl.Tests;

namespace NetMl.AspireHosting.Tests;

/// <summary>What a stand-in offers, the real package offers too, under the same names and with the same defaults.</summary>
public sealed class PublicSurfaceTests
{
    [Theory]
    [InlineData(typeof(DistributedApplication), "Aspire.Hosting")]
    [InlineData(typeof(DistributedApplicationTestingBuilder), "Aspire.Hosting.Testing")]
    [InlineData(typeof(DaprSidecarOptions), "CommunityToolkit.Aspire.Hosting.Dapr")]
    public void StandIn_ComparedWithRealPackage_OffersNothingMore(Type inside, string package)
    {
        var extra = ApiSurface.Beyond(inside.Assembly.Location, Path.Combine(AppContext.BaseDirectory, "api", package + ".txt"));

        Assert.Empty(extra);
    }

    [Theory]
    [InlineData(typeof(ResourceBuilderExtensions), "WithHttpEndpoint", "builder, port=null, targetPort=null, name=null, env=null, isProxied=null")]
    [InlineData(typeof(ResourceBuilderExtensions), "WithHttpHealthCheck", "builder, path=null, statusCode=null, endpointName=null")]
    [InlineData(typeof(ResourceBuilderExtensions), "WaitFor", "builder, dependency")]
    [InlineData(typeof(ResourceBuilderExtensions), "WaitForCompletion", "builder, dependency, exitCode=0")]
    [InlineData(typeof(ResourceBuilderExtensions), "WithReference", "builder, source|builder, endpointReference|builder, source, connectionName=null, optional=False")]
    [InlineData(typeof(ResourceBuilderExtensions), "WithEnvironment", "builder, name, value|builder, name, callback|builder, name, endpointReference|builder, name, parameter|builder, callback|builder, callback")]
    [InlineData(typeof(ResourceBuilderExtensions), "GetEndpoint", "builder, name")]
    [InlineData(typeof(ExecutableResourceBuilderExtensions), "AddExecutable", "builder, name, command, workingDirectory, args")]
    [InlineData(typeof(ProjectResourceBuilderExtensions), "AddProject", "builder, name")]
    [InlineData(typeof(ParameterResourceBuilderExtensions), "AddParameter", "builder, name, secret=False|builder, name, value, publishValueAsDefault=False, secret=False|builder, name, value, secret=False, persist=False")]
    [InlineData(typeof(ParameterResourceBuilderExtensions), "AddConnectionString", "builder, name, environmentVariableName=null")]
    [InlineData(typeof(ResourceNotificationService), "WaitForResourceHealthyAsync", "resourceName, cancellationToken=null|resourceName, waitBehavior, cancellationToken=null")]
    [InlineData(typeof(DistributedApplicationTestingBuilder), "CreateAsync", "cancellationToken=null|args, cancellationToken=null|entryPoint, args, configureBuilder, cancellationToken=null")]
    [InlineData(typeof(DistributedApplicationHostingTestingExtensions), "CreateHttpClient", "app, resourceName, endpointName=null")]
    [InlineData(typeof(DistributedApplicationHostingTestingExtensions), "GetEndpoint", "app, resourceName, endpointName=null")]
    [InlineData(typeof(IDistributedApplicationBuilderExtensions), "AddDapr", "builder, configure=null")]
    [InlineData(typeof(IDistributedApplicationBuilderExtensions), "AddDaprPubSub", "builder, name, options=null")]
    [InlineData(typeof(IDistributedApplicationBuilderExtensions), "AddDaprStateStore", "builder, name, options=null")]
    [InlineData(typeof(IDistributedApplicationBuilderExtensions), "AddDaprComponent", "builder, name, type, options=null")]
    [InlineData(typeof(IDistributedApplicationResourceBuilderExtensions), "WithDaprSidecar", "builder, appId|builder, options=null|builder, configureSidecar")]
    [InlineData(typeof(IDistributedApplicationResourceBuilderExtensions), "WithReference", "builder, component")]
    public void Parameters_OfMember_AreNamedAndDefaultedAsUpstream(Type type, string member, string expected)
    {
        var overloads = type.GetMember(member).Cast<MethodBase>().OrderBy(method => method.MetadataToken)
            .Select(method => string.Join(", ", method.GetParameters().Select(p => p.HasDefaultValue ? $"{p.Name}={p.DefaultValue ?? "null"}" : p.Name)));

        Assert.Equal(expected, string.Join('|', overloads));
    }
}

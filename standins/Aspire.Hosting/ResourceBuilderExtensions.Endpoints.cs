using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Processes;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <param name="port">Null for a free one.</param>
    /// <param name="env">The variable through which the process learns the port.</param>
    public static IResourceBuilder<T> WithHttpEndpoint<T>(this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? name = null, string? env = null, bool? isProxied = null)
        where T : IResourceWithEndpoints
    {
        var endpoint = new EndpointAnnotation(ProtocolType.Tcp, uriScheme: "http", name: name, port: port, targetPort: targetPort, isProxied: isProxied) { TargetPortEnvironmentVariable = env };
        if (builder.Resource.Annotations.OfType<EndpointAnnotation>().Any(known => known.Name.Equals(endpoint.Name, StringComparison.OrdinalIgnoreCase)))
            throw new DistributedApplicationException($"The resource '{builder.Resource.Name}' has two endpoints named '{endpoint.Name}': give one another name.");
        return builder.WithAnnotation(endpoint);
    }

    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name)
        where T : IResourceWithEndpoints =>
        builder.Resource.GetEndpoint(name);

    /// <summary>Gives the resource the addresses of all endpoints of another one.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where TDestination : IResourceWithEnvironment =>
        builder.WithEnvironment(context => ServiceDiscovery.Add(context.EnvironmentVariables, source.Resource.GetEndpoints()));

    /// <summary>Gives the resource the address of one endpoint.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, EndpointReference endpointReference)
        where TDestination : IResourceWithEnvironment =>
        builder.WithEnvironment(context => ServiceDiscovery.Add(context.EnvironmentVariables, [endpointReference]));

    /// <summary>Gives the resource a connection string, as <c>ConnectionStrings__{connectionName}</c>.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithConnectionString> source, string? connectionName = null, bool optional = false)
        where TDestination : IResourceWithEnvironment =>
        builder.WithEnvironment(async context =>
        {
            var resource = source.Resource;
            var value = await resource.GetConnectionStringAsync(context.CancellationToken);
            if (!string.IsNullOrEmpty(value))
                context.EnvironmentVariables[resource.ConnectionStringEnvironmentVariable ?? $"ConnectionStrings__{connectionName ?? resource.Name}"] = value;
            else if (!optional)
                throw new DistributedApplicationException($"The connection string for the resource '{resource.Name}' is not available.");
        });

    /// <summary>Healthy while GET on this path answers this status (200).</summary>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, string? endpointName = null)
        where T : IResourceWithEndpoints =>
        builder.WithAnnotation<HealthCheckAnnotation>(new HttpHealth(builder.Resource.GetEndpoint(endpointName ?? "http"), path ?? "/", statusCode ?? 200));
}

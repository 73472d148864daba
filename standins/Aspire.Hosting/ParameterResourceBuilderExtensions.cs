using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static class ParameterResourceBuilderExtensions
{
    /// <summary>A value from configuration <c>Parameters:{name}</c>.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, bool secret = false) =>
        builder.AddResource(new ParameterResource(name, _ => Configured(builder, name) ?? throw Missing(name), secret));

    /// <summary>A value that is given here.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, string value, bool publishValueAsDefault = false, bool secret = false) =>
        builder.AddResource(new ParameterResource(name, _ => value, secret));

    /// <summary>A value from configuration, or a default such as <see cref="GenerateParameterDefault"/>; new in each run, since the stand-in persists none.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, ParameterDefault value, bool secret = false, bool persist = false) =>
        builder.AddResource(new ParameterResource(name, standard => Configured(builder, name) ?? standard!.GetDefaultValue(), secret) { Default = value });

    /// <summary>A connection string from configuration <c>ConnectionStrings:{name}</c>, of something that runs elsewhere.</summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddConnectionString(this IDistributedApplicationBuilder builder, string name, string? environmentVariableName = null) =>
        builder.AddResource(new ConnectionStringParameterResource(name, _ => builder.Configuration[$"ConnectionStrings:{name}"] ?? throw MissingConnection(name), environmentVariableName));

    private static string? Configured(IDistributedApplicationBuilder builder, string name) => builder.Configuration[$"Parameters:{name}"];

    private static DistributedApplicationException MissingConnection(string name) =>
        new($"The connection string '{name}' has no value: set ConnectionStrings:{name} in configuration (environment variable ConnectionStrings__{name}).");

    private static DistributedApplicationException Missing(string name) =>
        new($"The parameter '{name}' has no value: set Parameters:{name} in configuration (environment variable Parameters__{name}).");
}

using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using YamlDotNet.Serialization;

namespace CommunityToolkit.Aspire.Hosting.Dapr;

/// <summary>Dapr's multi-app run file (<c>dapr run -f</c>) of all sidecars.</summary>
sealed class RunFile(string path, IReadOnlyList<Sidecar> sidecars)
{
    private readonly Dictionary<Sidecar, Dictionary<string, string>> _environments = [];

    /// <summary>What all sidecars have alike, such as the tokens, goes to the process and so never into the file.</summary>
    public async Task AddSharedEnvironmentAsync(EnvironmentCallbackContext context)
    {
        foreach (var sidecar in sidecars)
            _environments[sidecar] = await EnvironmentOfAsync(sidecar, context);
        foreach (var (name, value) in _environments[sidecars[0]].ToList())
        {
            if (!_environments.Values.All(environment => environment.TryGetValue(name, out var other) && other == value))
                continue;
            context.EnvironmentVariables[name] = value;
            foreach (var environment in _environments.Values)
                environment.Remove(name);
        }
    }

    /// <returns>The path of the file.</returns>
    public async Task<string> WriteAsync(CancellationToken cancellationToken)
    {
        var yaml = new SerializerBuilder().Build().Serialize(new Dictionary<string, object>
        {
            ["version"] = 1,
            ["apps"] = sidecars.Select(sidecar => sidecar.ToRunFileEntry(_environments[sidecar])).ToList(),
        });
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var writer = new StreamWriter(path, options);
        await writer.WriteAsync(yaml.AsMemory(), cancellationToken);
        return path;
    }

    private static async Task<Dictionary<string, string>> EnvironmentOfAsync(Sidecar sidecar, EnvironmentCallbackContext context)
    {
        var own = new EnvironmentCallbackContext(context.ExecutionContext, sidecar.Resource, [], context.CancellationToken);
        foreach (var annotation in sidecar.Resource.Annotations.OfType<EnvironmentCallbackAnnotation>().ToList())
            await annotation.Callback(own);
        var values = new Dictionary<string, string>();
        foreach (var (name, value) in own.EnvironmentVariables)
            values[name] = value is IValueProvider provider ? await provider.GetValueAsync(context.CancellationToken) ?? "" : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        return values;
    }
}

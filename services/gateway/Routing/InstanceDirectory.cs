using NetMl.ServiceDefaults.Settings;

namespace NetMl.Gateway.Routing;

/// <summary>Where the instances of a service listen, from configuration.</summary>
internal static class InstanceDirectory
{
    /// <summary>Instance name → address.</summary>
    /// <remarks>
    /// <c>Gateway:Clusters:{app-id}:{instance}</c> = URL names instances by hand. <c>services:{resource}:h2c:0</c>, which Aspire sets as
    /// <c>services__inference-1__h2c__0</c>, counts for every resource named as the app-id, with or without a number behind it; so does the
    /// other form that Aspire sets, <c>INFERENCE_1_H2C</c>, which survives shells that drop names with a dash.
    /// </remarks>
    /// <exception cref="WrongSettingException">An address is not an absolute http or https URL.</exception>
    public static IReadOnlyDictionary<string, string> InstancesOf(string appId, IConfiguration configuration)
    {
        var instances = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var variable in configuration.GetChildren())
        {
            if (variable.Value is { Length: > 0 } address && InstanceOf(variable.Key, appId) is { } instance)
                instances[instance] = Checked(address, variable.Key);
        }
        foreach (var resource in configuration.GetSection("services").GetChildren())
        {
            if (IsInstance(resource.Key, appId) && resource["h2c:0"] is { Length: > 0 } address)
                instances[resource.Key] = Checked(address, $"services:{resource.Key}:h2c:0");
        }
        foreach (var entry in configuration.GetSection($"Gateway:Clusters:{appId}").GetChildren())
        {
            if (entry.Value is { Length: > 0 } address)
                instances[entry.Key] = Checked(address, entry.Path);
        }
        return instances;
    }

    private static string? InstanceOf(string variable, string appId)
    {
        const string Suffix = "_H2C";
        if (!variable.EndsWith(Suffix, StringComparison.Ordinal))
            return null;
        var resource = variable[..^Suffix.Length].Replace('_', '-').ToLowerInvariant();
        return IsInstance(resource, appId) ? resource : null;
    }

    private static bool IsInstance(string resource, string appId) =>
        resource.StartsWith(appId, StringComparison.Ordinal)
        && (resource.Length == appId.Length
            || (resource[appId.Length] == '-' && resource.Length > appId.Length + 1 && resource.AsSpan(appId.Length + 1).IndexOfAnyExceptInRange('0', '9') < 0));

    private static string Checked(string address, string key) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? address
            : throw new WrongSettingException(key, $"'{address}' is not an http or https address");
}

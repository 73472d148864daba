using Microsoft.Extensions.Options;

namespace NetMl.Gateway.Keys;

/// <summary>Section "Gateway": the keys that open the door.</summary>
internal sealed class ApiKeyOptions
{
    public const string Section = "Gateway";

    /// <summary>The key named "default".</summary>
    public string? ApiKey { get; set; }

    /// <summary>More keys by name, so that callers can be told apart, limited apart and revoked apart.</summary>
    public Dictionary<string, string> Keys { get; } = [];

    /// <summary>All keys by name; empty values are left out.</summary>
    public IEnumerable<KeyValuePair<string, string>> Named()
    {
        if (!string.IsNullOrWhiteSpace(ApiKey))
            yield return new("default", ApiKey.Trim());
        foreach (var (name, key) in Keys)
        {
            if (!string.IsNullOrWhiteSpace(key))
                yield return new(name, key.Trim());
        }
    }
}

/// <summary>Without a key nothing could come in: refuses to start instead.</summary>
internal sealed class ApiKeyOptionsValidator : IValidateOptions<ApiKeyOptions>
{
    public ValidateOptionsResult Validate(string? name, ApiKeyOptions options)
    {
        var keys = options.Named().ToList();
        if (keys.Count == 0)
            return ValidateOptionsResult.Fail("The gateway has no API key: set Gateway:ApiKey (environment variable Gateway__ApiKey) or Gateway:Keys:{name}.");
        var unusable = keys.FirstOrDefault(key => key.Value.Any(symbol => symbol is <= ' ' or > '~'));
        return unusable.Key is null
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"The API key named '{unusable.Key}' cannot travel in a header: use printable ASCII characters without spaces.");
    }
}

namespace NetMl.ServiceDefaults.Settings;

/// <summary>A setting that the service cannot start with; the message is the sentence that the operator reads.</summary>
public sealed class WrongSettingException(string key, string reason)
    : Exception($"The setting {key} is wrong: {reason}. Set the environment variable {key.Replace(":", "__", StringComparison.Ordinal)} or the key in appsettings.json.")
{
    public string Key { get; } = key;
}

using System.Security.Cryptography;
using NetMl.AppHost.Running;

namespace NetMl.AppHost.Settings;

/// <summary>The secret behind the keys of federated sites. Kept beside the data, readable by its owner only: a new one would lock every site out.</summary>
static class SiteKeySecret
{
    private const int Bytes = 32;

    /// <summary>The secret of a data directory; made the first time.</summary>
    /// <exception cref="UserError">The file cannot be read or written.</exception>
    public static string Of(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, "site-keys.secret");
        try
        {
            if (!File.Exists(path))
                Write(path, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes)));
            var secret = File.ReadAllText(path).Trim();
            return secret.Length >= Bytes ? secret : throw new UserError($"The file {path} holds no secret of at least {Bytes} characters: restore it, or delete it and give every site a new key.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"The file {path} for the secret of the sites' keys cannot be used ({failure.Message.TrimEnd('.')}).");
        }
    }

    // Renamed into place: it is whole or not there, and the mode is right from the first byte.
    private static void Write(string path, string secret)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(path + ".new", options))
            writer.Write(secret);
        File.Move(path + ".new", path, overwrite: true);
    }
}

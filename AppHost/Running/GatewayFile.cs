using System.Text.Json;

namespace NetMl.AppHost.Running;

/// <summary><c>{ "gateway": "http://…", "h2c": "http://…", "key": "…" }</c>, readable by its owner only, there while the AppHost runs.</summary>
sealed record GatewayFile(string Path, string Url, string H2cUrl, string Key)
{
    private string Json => JsonSerializer.Serialize(new Dictionary<string, string> { ["gateway"] = Url, ["h2c"] = H2cUrl, ["key"] = Key });

    /// <summary>Writes the file; disposing the result deletes it, unless another AppHost has written its own since.</summary>
    /// <exception cref="UserError">The file cannot be written.</exception>
    public IDisposable Write()
    {
        // Renamed into place: a reader never sees half of it, and the mode is right from the first byte.
        var fresh = $"{Path}.{Environment.ProcessId}";
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var writer = new StreamWriter(fresh, options))
                writer.Write(Json);
            File.Move(fresh, Path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"The file {Path} for the gateway's address and key cannot be written ({failure.Message.TrimEnd('.')}): name another with NETML_GATEWAY_FILE.");
        }
        return new Written(this);
    }

    private sealed class Written(GatewayFile file) : IDisposable
    {
        public void Dispose()
        {
            if (File.Exists(file.Path) && File.ReadAllText(file.Path) == file.Json)
                File.Delete(file.Path);
        }
    }
}

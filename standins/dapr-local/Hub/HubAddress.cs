using System.Security.Cryptography;
using System.Text.Json;
using DaprLocal.Api;

namespace DaprLocal.Hub;

/// <summary>Where the process that serves a state file is reached, and the token that proves the right to read that file.</summary>
internal sealed record HubAddress(int ProcessId, int Port, string Token)
{
    public static HubAddress Create(int port) => new(Environment.ProcessId, port, Convert.ToHexString(RandomNumberGenerator.GetBytes(32)));

    /// <summary>Writes it beside the state file, readable by this user only.</summary>
    public void Write(string stateFile)
    {
        var temporary = $"{FileOf(stateFile)}.{ProcessId}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(temporary, options))
            file.Write(JsonText.Write(writer =>
            {
                writer.WriteStartObject();
                writer.WriteNumber("processId", ProcessId);
                writer.WriteNumber("port", Port);
                writer.WriteString("token", Token);
                writer.WriteEndObject();
            }));
        File.Move(temporary, FileOf(stateFile), overwrite: true);
    }

    /// <summary>Null when there is none (yet).</summary>
    public static HubAddress? Read(string stateFile)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(FileOf(stateFile)));
            var root = document.RootElement;
            return new HubAddress(root.GetProperty("processId").GetInt32(), root.GetProperty("port").GetInt32(), root.GetProperty("token").GetString() ?? "");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or JsonException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static string FileOf(string stateFile) => stateFile + ".hub";
}

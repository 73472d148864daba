using System.Text.Encodings.Web;
using System.Text.Json;
using NetMl.Contracts;

namespace NetMl.Cli.Reports;

/// <summary>Answers of the API as indented JSON, in their wire names.</summary>
internal static class JsonOutput
{
    private static readonly WireJson Indented = new(new JsonSerializerOptions(WireJson.Default.Options)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static void WriteJson<T>(this Terminal terminal, T value) => terminal.WriteRaw(JsonSerializer.Serialize(value, typeof(T), Indented));

    /// <summary>Prints the answer as JSON when that was asked for, else as <paramref name="show"/> does; gives the exit code.</summary>
    public static int Print<T>(this Terminal terminal, bool json, T value, Action show)
    {
        if (json)
            terminal.WriteJson(value);
        else
            show();
        return 0;
    }
}

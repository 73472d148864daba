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
}

using System.Globalization;
using System.Text.Json;

namespace NetMl.ServiceDefaults.Failures;

/// <summary>What is wrong with the JSON of a request, and where, without the names of .NET types that the reader's own sentences have.</summary>
static class JsonSentence
{
    public static string Of(JsonException exception)
    {
        var place = exception.LineNumber is { } line
            ? string.Create(CultureInfo.InvariantCulture, $" at line {line + 1}, byte {exception.BytePositionInLine + 1}") : "";
        var field = string.IsNullOrEmpty(exception.Path) || exception.Path == "$" ? "" : $", field {exception.Path}";
        return $"The JSON in the request is wrong{place}{field}: {Reason(exception.Message)}.";
    }

    private static string Reason(string message)
    {
        if (message.Contains("could not be converted to", StringComparison.Ordinal))
            return "the value is of another kind than this field takes";
        if (message.Contains("could not be mapped to any .NET member", StringComparison.Ordinal))
            return "there is no field of this name";
        const string missing = "missing required properties including: ";
        if (message.IndexOf(missing, StringComparison.Ordinal) is >= 0 and var at)
            return $"it lacks {WithoutPlace(message[(at + missing.Length)..])}";
        return WithoutPlace(message);
    }

    /// <summary>The reader appends path, line and byte to what it says, counted from 0.</summary>
    private static string WithoutPlace(string message)
    {
        string[] places = [" Path: ", " LineNumber: "];
        var end = places.Select(place => message.IndexOf(place, StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(message.Length).Min();
        return message[..end].TrimEnd('.', ' ');
    }
}

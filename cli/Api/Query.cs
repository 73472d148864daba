using System.Globalization;

namespace NetMl.Cli.Api;

/// <summary>The query part of an address.</summary>
internal static class Query
{
    /// <summary>"?a=1&amp;b=2" of the values that are not null; empty when there is none.</summary>
    public static string Of(params ReadOnlySpan<(string Name, object? Value)> parts)
    {
        var query = new List<string>();
        foreach (var (name, value) in parts)
        {
            if (value is not null)
                query.Add($"{name}={Uri.EscapeDataString(string.Create(CultureInfo.InvariantCulture, $"{value}"))}");
        }
        return query.Count == 0 ? "" : "?" + string.Join('&', query);
    }
}

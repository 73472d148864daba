using System.Globalization;
using System.Text;
using System.Text.Json;
using NetMl.Flows;

namespace NetMl.Behaviours.Adjustments;

/// <summary>Reads allow-lists from JSON.</summary>
/// <remarks>
/// <code>
/// { "hosts":   { "10.0.0.9": "backup.example" },
///   "entries": [ { "network": "10.0.0.0/8", "port": "443/tcp", "name": "*.example", "behaviour": "beacon", "reason": "nightly backup" } ] }
/// </code>
/// An entry names at least one of network, port, name and behaviour, and a reason. A host has one name, or several: "backup.example files.example".
/// </remarks>
public static class AllowListReader
{
    /// <summary>Most entries, and most hosts with names.</summary>
    public const int Most = 10_000;

    /// <summary>Longest reason and longest name, in letters.</summary>
    public const int LongestText = 200;

    private static readonly string[] Fields = ["network", "port", "name", "behaviour", "reason"];

    /// <summary>Reads a list.</summary>
    /// <param name="mistakes">One sentence each; empty when there are none.</param>
    /// <returns>Null when there are mistakes. O(length).</returns>
    public static AllowList? Read(string json, out IReadOnlyList<string> mistakes)
    {
        ArgumentNullException.ThrowIfNull(json);
        var wrong = new List<string>();
        mistakes = wrong;
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            var list = Read(document.RootElement, wrong);
            return wrong.Count == 0 ? list : null;
        }
        catch (JsonException exception)
        {
            wrong.Add(string.Create(CultureInfo.InvariantCulture,
                $"The allow-list is no JSON from line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1} on: check commas, quotes and brackets there."));
            return null;
        }
        catch (InvalidOperationException)
        {
            // So it says that the escapes of a text, such as "\ud800", are half a letter.
            wrong.Add("The allow-list has a text with half a letter in it (\\ud800 to \\udfff alone): write the letter itself.");
            return null;
        }
    }

    private static AllowList Read(JsonElement root, List<string> wrong)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            wrong.Add("The allow-list is no JSON object: write { \"hosts\": { … }, \"entries\": [ … ] }.");
            return AllowList.Empty;
        }
        foreach (var property in root.EnumerateObject().Where(property => property.Name is not ("hosts" or "entries")))
            wrong.Add($"The allow-list has '{Short(property.Name)}', which it does not know: it may have hosts and entries.");
        return new AllowList(ReadEntries(root, wrong), ReadHosts(root, wrong));
    }

    private static Dictionary<HostAddress, IReadOnlyList<string>> ReadHosts(JsonElement root, List<string> wrong)
    {
        var names = new Dictionary<HostAddress, IReadOnlyList<string>>();
        if (!root.TryGetProperty("hosts", out var hosts))
            return names;
        if (hosts.ValueKind != JsonValueKind.Object)
        {
            wrong.Add("'hosts' is no JSON object: write an address and its name each, such as { \"10.0.0.9\": \"backup.example\" }.");
            return names;
        }
        foreach (var host in hosts.EnumerateObject().Take(Most + 1))
        {
            if (!HostAddressParser.TryParse(host.Name, out var address))
                wrong.Add($"'{Short(host.Name)}' in hosts is no IPv4 or IPv6 address.");
            else if (host.Value.ValueKind != JsonValueKind.String || host.Value.GetString() is not { Length: > 0 and <= LongestText } text)
                wrong.Add($"The name of {host.Name} in hosts is no text of 1 to {LongestText} letters.");
            else
                names[address] = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        }
        if (names.Count > Most)
            wrong.Add($"The allow-list names more than {Most} hosts: leave out those that no entry asks for.");
        return names;
    }

    private static List<AllowEntry> ReadEntries(JsonElement root, List<string> wrong)
    {
        var entries = new List<AllowEntry>();
        if (!root.TryGetProperty("entries", out var all))
            return entries;
        if (all.ValueKind != JsonValueKind.Array)
        {
            wrong.Add("'entries' is no JSON array: write [ { … }, { … } ].");
            return entries;
        }
        if (all.GetArrayLength() > Most)
        {
            wrong.Add($"The allow-list has {all.GetArrayLength()} entries, and at most {Most} are allowed: use networks instead of single addresses.");
            return entries;
        }
        var number = 0;
        foreach (var entry in all.EnumerateArray())
            entries.Add(ReadEntry(entry, $"Entry {++number} of the allow-list", wrong));
        return entries;
    }

    private static AllowEntry ReadEntry(JsonElement entry, string where, List<string> wrong)
    {
        if (entry.ValueKind != JsonValueKind.Object)
        {
            wrong.Add($"{where} is no JSON object: write {{ \"network\": \"10.0.0.0/8\", \"reason\": \"…\" }}.");
            return new AllowEntry(null, -1, null, null, null, "");
        }
        foreach (var property in entry.EnumerateObject().Where(property => !Fields.Contains(property.Name)))
            wrong.Add($"{where} has '{Short(property.Name)}', which it does not know: it may have {string.Join(", ", Fields)}.");

        AddressNetwork? network = null;
        if (Text(entry, "network", where, wrong) is { } networkText)
        {
            if (AddressNetwork.TryParse(networkText, out var read))
                network = read;
            else
                wrong.Add($"{where} has the network '{Short(networkText)}', which is neither an address nor a network such as 10.0.0.0/8.");
        }
        var (port, protocol) = ReadPort(entry, where, wrong);
        var behaviour = Text(entry, "behaviour", where, wrong);
        if (behaviour is not null && !BehaviourNames.All.Contains(behaviour))
            wrong.Add($"{where} has the behaviour '{Short(behaviour)}', which is none of {string.Join(", ", BehaviourNames.All)}.");
        var name = Text(entry, "name", where, wrong);
        if (!Fields[..^1].Any(field => entry.TryGetProperty(field, out _)))
            wrong.Add($"{where} covers everything: give it a network, port, name or behaviour.");
        if (!entry.TryGetProperty("reason", out _))
            wrong.Add($"{where} has no reason: say why this is expected, for those who read it later.");
        return new AllowEntry(network, port, protocol, name, behaviour, Text(entry, "reason", where, wrong) ?? "");
    }

    private static (int Port, byte? Protocol) ReadPort(JsonElement entry, string where, List<string> wrong)
    {
        if (!entry.TryGetProperty("port", out var value))
            return (-1, null);
        var text = value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : value.GetRawText();
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var digits = slash < 0 ? text : text[..slash];
        var protocol = slash < 0 ? (byte?)null : IpProtocol.Parse(Encoding.UTF8.GetBytes(text[(slash + 1)..]));
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port > ushort.MaxValue || protocol == IpProtocol.Unknown)
        {
            wrong.Add($"{where} has the port '{Short(text)}', which is neither a number from 0 to 65535 nor a number and a protocol such as 443/tcp.");
            return (-1, null);
        }
        return (port, protocol);
    }

    private static string? Text(JsonElement entry, string field, string where, List<string> wrong)
    {
        if (!entry.TryGetProperty(field, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= LongestText } text && !text.Any(char.IsControl))
            return text;
        wrong.Add($"{where} has a {field} that is no text of 1 to {LongestText} letters.");
        return null;
    }

    private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";
}

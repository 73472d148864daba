using System.Text.RegularExpressions;

namespace NetMl.Architecture.Tests.Rules;

/// <summary>One string names a service everywhere: folder, constant, Aspire resource, Dapr app-id.</summary>
internal static partial class Names
{
    /// <summary>Values of string constants in a source file, by name.</summary>
    public static IReadOnlyDictionary<string, string> Constants(string source) =>
        Constant().Matches(source).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value, StringComparer.Ordinal);

    /// <summary>Folders without a constant and constants without a folder; the constant is the folder in PascalCase.</summary>
    public static IEnumerable<string> Differences(IEnumerable<string> folders, IReadOnlyDictionary<string, string> constants)
    {
        var expected = folders.ToDictionary(Pascal, folder => folder, StringComparer.Ordinal);
        foreach (var (name, folder) in expected)
        {
            if (!constants.TryGetValue(name, out var value) || value != folder)
                yield return $"services/{folder} needs the constant AppIds.{name} = \"{folder}\"";
        }
        foreach (var name in constants.Keys.Where(name => !expected.ContainsKey(name)))
            yield return $"AppIds.{name} names no folder in services/";
    }

    public static string Pascal(string folder) => string.Concat(folder.Split('-').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    [GeneratedRegex("const string (\\w+) = \"([^\"]*)\"")]
    private static partial Regex Constant();
}

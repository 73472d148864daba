using System.Text.RegularExpressions;

namespace NetMl.GraphFeature;

/// <summary>Names of data sets and graphs: safe in paths, headers, keys and actor ids.</summary>
internal static partial class StoredName
{
    public const string Rule = "1 to 64 characters of a-z, 0-9, '-' and '_'";

    public static bool IsValid(string name) => Name().IsMatch(name);

    [GeneratedRegex(@"^[a-z0-9_-]{1,64}\z")]
    private static partial Regex Name();
}

using System.Text.RegularExpressions;

namespace NetMl.TrainingCoordinator.Federations;

/// <summary>Names of federations and sites: safe in paths, headers, keys and actor ids.</summary>
static partial class FederationName
{
    public const string Rule = "1 to 64 characters of a-z, 0-9 and '-'";

    public static bool IsValid(string? name) => name is not null && Name().IsMatch(name);

    [GeneratedRegex("^[a-z0-9-]{1,64}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}

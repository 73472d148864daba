using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace NetMl.Architecture.Tests.Rules;

/// <summary>Versions are written once, and exactly.</summary>
internal static partial class Versions
{
    /// <summary>Project files that name a version themselves.</summary>
    public static IEnumerable<string> OutsideOfThePropsFile(IEnumerable<Project> projects) =>
        from project in projects
        from kind in new[] { "PackageReference", "UpstreamPackage", "UpstreamOnlyPackage" }
        from item in project.Elements(kind)
        where item.Attribute("Version") is not null || item.Attribute("VersionOverride") is not null || item.Element("Version") is not null
        select $"{project.Path} gives {item.Attribute("Include")?.Value} a version: it belongs into Directory.Packages.props";

    /// <summary>Versions of the default build that are not one exact version.</summary>
    public static IEnumerable<string> Floating(XDocument packages) =>
        from item in packages.Descendants("PackageVersion")
        where item.Parent?.Attribute("Condition") is null
        let version = item.Attribute("Version")?.Value ?? ""
        where !Exact().IsMatch(version)
        select $"{item.Attribute("Include")?.Value} has version '{version}', which is not exact";

    [GeneratedRegex(@"^\d+\.\d+\.\d+(\.\d+)?(-[0-9A-Za-z.-]+)?$")]
    private static partial Regex Exact();
}

namespace NetMl.Architecture.Tests.Rules;

/// <summary>Which room may reference which (docs/architecture.md).</summary>
internal static class Arrows
{
    private static readonly string[] HostingPackages = ["Dapr.", "Aspire.", "CommunityToolkit.", "Microsoft.AspNetCore.", "Yarp."];

    /// <summary>One sentence for each arrow that points the wrong way.</summary>
    public static IEnumerable<string> Broken(IEnumerable<Project> projects) => projects.SelectMany(project => BrokenIn(project));

    private static IEnumerable<string> BrokenIn(Project project)
    {
        foreach (var target in project.References)
        {
            if (!MayReference(project, target) && !project.StartsInDefaultBuild(target))
                yield return $"{project.Path} must not reference {target}";
        }
        if (project.Room != "libs")
            yield break;
        foreach (var package in project.Packages.Concat(project.UpstreamPackages).Where(IsHosting))
            yield return $"{project.Path} is a library and must not reference the hosting package {package}";
        if (project.Elements("FrameworkReference").Any() || project.Xml.Root?.Attribute("Sdk")?.Value != "Microsoft.NET.Sdk")
            yield return $"{project.Path} is a library and must not reference ASP.NET";
    }

    private static bool MayReference(Project from, string target)
    {
        var room = target[..target.IndexOf('/')];
        return from.Room switch
        {
            "libs" => room == "libs",
            "services" => room is "libs" or "ServiceDefaults",
            "cli" => room == "libs",
            "integrations" => room == "libs",
            "ServiceDefaults" => room == "libs",
            "AppHost" => room is "services" or "cli" || target == "libs/Contracts/NetMl.Contracts.csproj",
            "benchmarks" => room is "libs" or "cli" or "AppHost",
            "standins" => room == "standins",
            "tests" => room != "tests" && (room != "standins" || from.Property("BuildOnly") == "standins"),
            _ => false,
        };
    }

    private static bool IsHosting(string package) => HostingPackages.Any(prefix => package.StartsWith(prefix, StringComparison.Ordinal));
}

using System.Xml.Linq;

namespace NetMl.Architecture.Tests;

public sealed class ProjectsTests
{
    [Fact]
    public void Solution_EachProject_IsInIt() => Expect.None(Missing(Repository.Current.Read("NetMlAspire.sln"), Repository.Current.Projects));

    [Fact]
    public void Missing_ProjectOutside_IsNamed() =>
        Assert.Equal(["libs/A/A.csproj"], Missing("Project(\"{}\") = \"B\", \"libs\\B\\B.csproj\"", [Project.Parse("libs/A/A.csproj", "<Project />")]));

    [Fact]
    public void Readme_EachProject_HasOne() =>
        Expect.None(Repository.Current.Projects.Where(project => !Repository.Current.Exists($"{project.Folder}/README.md")).Select(project => project.Folder));

    /// <summary>Services are started, never linked into the AppHost.</summary>
    [Fact]
    public void AppHost_ServicesAndCli_AreNotReferencedAsAssemblies() =>
        Assert.True(StartsOnly(Repository.Current.Projects.Single(project => project.Room == "AppHost")));

    [Fact]
    public void StartsOnly_PlainReference_IsFalse() =>
        Assert.False(StartsOnly(Project.Parse("AppHost/A.csproj", "<Project><ItemGroup><ProjectReference Include='../services/x/X.csproj' /></ItemGroup></Project>")));

    private static List<string> Missing(string solution, IEnumerable<Project> projects)
    {
        var normal = solution.Replace('\\', '/');
        return [.. projects.Select(project => project.Path).Where(path => !normal.Contains($"\"{path}\"", StringComparison.Ordinal))];
    }

    private static bool StartsOnly(Project appHost) => appHost.Elements("ProjectReference").Any(IsUpdateOfServices);

    private static bool IsUpdateOfServices(XElement item) =>
        item.Attribute("Update")?.Value.Contains("../services/**", StringComparison.Ordinal) == true && item.Attribute("ReferenceOutputAssembly")?.Value == "false";
}

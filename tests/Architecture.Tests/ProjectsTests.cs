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

    private static List<string> Missing(string solution, IEnumerable<Project> projects)
    {
        var normal = solution.Replace('\\', '/');
        return [.. projects.Select(project => project.Path).Where(path => !normal.Contains($"\"{path}\"", StringComparison.Ordinal))];
    }
}

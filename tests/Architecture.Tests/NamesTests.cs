using NetMl.Architecture.Tests.Rules;

namespace NetMl.Architecture.Tests;

public sealed class NamesTests
{
    [Fact]
    public void Differences_FoldersAndConstants_AreNone()
    {
        var folders = Repository.Current.Projects.Where(project => project.Room == "services").Select(project => project.Folder["services/".Length..]);

        Expect.None(Names.Differences(folders, Names.Constants(Repository.Current.Read("libs/Contracts/AppIds.cs"))));
    }

    [Fact]
    public void Projects_InServicesAndLibs_AreNamedAsTheirFolder()
    {
        var wrong = Repository.Current.Projects
            .Where(project => project.Room is "services" or "libs" && project.Name != "NetMl." + Names.Pascal(project.Folder[(project.Folder.IndexOf('/') + 1)..]))
            .Select(project => project.Path);

        Expect.None(wrong);
    }

    /// <summary>The AppHost starts each service under its folder's name, or under that name and a number.</summary>
    [Fact]
    public void AppHost_EachService_IsStartedByItsConstant()
    {
        var appHost = string.Concat(Repository.Current.Files(".cs").Where(path => path.StartsWith("AppHost/", StringComparison.Ordinal)).Select(Repository.Current.Read));
        var missing = Names.Constants(Repository.Current.Read("libs/Contracts/AppIds.cs")).Keys.Where(name => !appHost.Contains($"AppIds.{name}", StringComparison.Ordinal));

        Expect.None(missing);
    }

    [Theory]
    [InlineData("graph-feature", "Other", "graph-feature")]
    [InlineData("graph-feature", "GraphFeature", "graphfeature")]
    public void Differences_AnotherName_IsNamed(string folder, string constant, string value) =>
        Assert.NotEmpty(Names.Differences([folder], new Dictionary<string, string> { [constant] = value }));
}

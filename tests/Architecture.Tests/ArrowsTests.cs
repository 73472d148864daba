using NetMl.Architecture.Tests.Rules;

namespace NetMl.Architecture.Tests;

public sealed class ArrowsTests
{
    [Fact]
    public void Broken_ThisRepository_IsEmpty() => Expect.None(Arrows.Broken(Repository.Current.Projects));

    [Theory]
    [InlineData("services/ingest/A.csproj", "<ProjectReference Include='../graph-feature/B.csproj' />")]
    [InlineData("services/ingest/A.csproj", "<ProjectReference Include='../../standins/Dapr.Client/Dapr.Client.csproj' />")]
    [InlineData("libs/Flows/A.csproj", "<ProjectReference Include='../../services/ingest/B.csproj' />")]
    [InlineData("libs/Flows/A.csproj", "<ProjectReference Include='../../ServiceDefaults/B.csproj' />")]
    [InlineData("libs/Flows/A.csproj", "<PackageReference Include='Dapr.Client' />")]
    [InlineData("libs/Flows/A.csproj", "<UpstreamPackage Include='Aspire.Hosting' />")]
    [InlineData("libs/Flows/A.csproj", "<FrameworkReference Include='Microsoft.AspNetCore.App' />")]
    [InlineData("cli/A.csproj", "<ProjectReference Include='../services/ingest/B.csproj' />")]
    [InlineData("standins/Dapr.Client/A.csproj", "<ProjectReference Include='../../libs/Contracts/B.csproj' />")]
    [InlineData("tests/X.Tests/A.csproj", "<ProjectReference Include='../../standins/Dapr.Client/Dapr.Client.csproj' />")]
    [InlineData("tests/X.Tests/A.csproj", "<ProjectReference Include='../Y.Tests/B.csproj' />")]
    public void Broken_WrongArrow_IsNamed(string path, string item)
    {
        var project = Project.Parse(path, $"<Project Sdk='Microsoft.NET.Sdk'><ItemGroup>{item}</ItemGroup></Project>");

        Assert.Single(Arrows.Broken([project]));
    }

    [Theory]
    [InlineData("Condition=\"'$(UpstreamPackages)' != 'true'\" ReferenceOutputAssembly='false'", 0)]
    [InlineData("Condition=\"'$(UpstreamPackages)' != 'true'\"", 1)]
    [InlineData("ReferenceOutputAssembly='false'", 1)]
    public void Broken_TestsThatStartAStandIn_MustNotLinkItNorNeedItUpstream(string attributes, int broken)
    {
        var project = Project.Parse(
            "tests/X.Tests/A.csproj", $"<Project Sdk='Microsoft.NET.Sdk'><ItemGroup><ProjectReference Include='../../standins/dapr-local/d.csproj' {attributes} /></ItemGroup></Project>");

        Assert.Equal(broken, Arrows.Broken([project]).Count());
    }

    [Fact]
    public void Broken_TestsOfAStandIn_MayReferenceIt()
    {
        var project = Project.Parse(
            "tests/X.Tests/A.csproj",
            "<Project Sdk='Microsoft.NET.Sdk'><PropertyGroup><BuildOnly>standins</BuildOnly></PropertyGroup>"
                + "<ItemGroup><ProjectReference Include='../../standins/Dapr.Client/Dapr.Client.csproj' /></ItemGroup></Project>");

        Assert.Empty(Arrows.Broken([project]));
    }
}

using System.Xml.Linq;
using NetMl.Architecture.Tests.Rules;

namespace NetMl.Architecture.Tests;

public sealed class VersionsTests
{
    [Fact]
    public void OutsideOfThePropsFile_ThisRepository_IsEmpty() => Expect.None(Versions.OutsideOfThePropsFile(Repository.Current.Projects));

    [Fact]
    public void Floating_ThisRepository_IsEmpty() => Expect.None(Versions.Floating(XDocument.Parse(Repository.Current.Read("Directory.Packages.props"))));

    [Theory]
    [InlineData("<PackageReference Include='xunit' Version='2.9.3' />")]
    [InlineData("<PackageReference Include='xunit' VersionOverride='2.9.3' />")]
    [InlineData("<UpstreamPackage Include='Dapr.Client'><Version>1.18.5</Version></UpstreamPackage>")]
    public void OutsideOfThePropsFile_VersionInAProject_IsNamed(string item)
    {
        var project = Project.Parse("libs/A/A.csproj", $"<Project><ItemGroup>{item}</ItemGroup></Project>");

        Assert.Single(Versions.OutsideOfThePropsFile([project]));
    }

    [Theory]
    [InlineData("2.*")]
    [InlineData("[2.0.0,3.0.0)")]
    [InlineData("13.5.0-preview.*")]
    [InlineData("")]
    public void Floating_NoExactVersion_IsNamed(string version)
    {
        var packages = XDocument.Parse($"<Project><ItemGroup><PackageVersion Include='A' Version='{version}' /></ItemGroup></Project>");

        Assert.Single(Versions.Floating(packages));
    }

    [Fact]
    public void Floating_OnlyUpstream_IsAllowed()
    {
        var packages = XDocument.Parse("<Project><ItemGroup Condition=\"'$(UpstreamPackages)' == 'true'\"><PackageVersion Include='A' Version='1.*' /></ItemGroup></Project>");

        Assert.Empty(Versions.Floating(packages));
    }
}

namespace NetMl.Architecture.Tests;

/// <summary>Evaluates projects as the upstream build does, and looks for stand-ins in what they reference.</summary>
public sealed class UpstreamBuildTests
{
    /// <summary>All projects but the stand-ins themselves and those that are hollow in the upstream build; the AppHost's SDK is not on every machine.</summary>
    public static TheoryData<string> Judged() =>
        [.. Repository.Current.Projects.Where(project => project.UpstreamPackages.Any() && project.Room != "AppHost").Select(project => project.Path)];

    [Theory]
    [MemberData(nameof(Judged))]
    public async Task UpstreamPackages_EachProjectWithPackages_ReferencesNoStandIn(string project)
    {
        var build = await EvaluatedBuild.OfAsync(project, upstream: true);

        Assert.DoesNotContain(build.ProjectReferences, item => item.Path.Contains("standins/", StringComparison.Ordinal));
        Assert.Superset(
            Repository.Current.Projects.Single(one => one.Path == project).UpstreamPackages.ToHashSet(StringComparer.Ordinal), build.PackageReferences.ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public async Task DefaultBuild_AProjectWithPackages_ReferencesTheStandIn()
    {
        var build = await EvaluatedBuild.OfAsync("services/ingest/NetMl.Ingest.csproj", upstream: false);

        Assert.Contains(build.ProjectReferences, item => item.Path.Contains("standins/Dapr.AspNetCore", StringComparison.Ordinal));
    }

    /// <summary>Services are started, never linked into the AppHost; its one library is.</summary>
    [Fact]
    public async Task AppHost_ServicesAndCli_AreNotReferencedAsAssemblies()
    {
        var build = await EvaluatedBuild.OfAsync("AppHost/NetMl.AppHost.csproj", upstream: false, "DoNotReferenceAspireProjects");

        var linked = build.ProjectReferences.Where(item => item.IsLinked).Select(item => item.Path).ToList();
        Assert.DoesNotContain(linked, path => path.StartsWith("../services/", StringComparison.Ordinal) || path.StartsWith("../cli/", StringComparison.Ordinal));
        Assert.Contains(linked, path => path.Contains("libs/Contracts", StringComparison.Ordinal));
    }
}

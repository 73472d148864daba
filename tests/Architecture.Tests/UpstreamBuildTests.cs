using System.Diagnostics;
using System.Text.Json;

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
        var (projects, packages) = await EvaluateAsync(project, upstream: true);

        Assert.DoesNotContain(projects, path => path.Contains("standins/", StringComparison.Ordinal));
        Assert.Superset(
            Repository.Current.Projects.Single(one => one.Path == project).UpstreamPackages.ToHashSet(StringComparer.Ordinal), packages.ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public async Task DefaultBuild_AProjectWithPackages_ReferencesTheStandIn()
    {
        var (projects, _) = await EvaluateAsync("services/ingest/NetMl.Ingest.csproj", upstream: false);

        Assert.Contains(projects, path => path.Contains("standins/Dapr.AspNetCore", StringComparison.Ordinal));
    }

    private static async Task<(List<string> Projects, List<string> Packages)> EvaluateAsync(string project, bool upstream)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                "msbuild", Path.Combine(Repository.Current.Root, project), $"-p:UpstreamPackages={(upstream ? "true" : "false")}", "-getItem:ProjectReference",
                "-getItem:PackageReference", "-nologo",
            },
            RedirectStandardOutput = true,
            WorkingDirectory = Repository.Current.Root,
        };
        start.Environment.Remove("MSBuildSDKsPath");
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        using var json = JsonDocument.Parse(output);
        var items = json.RootElement.GetProperty("Items");
        return (Identities(items, "ProjectReference"), Identities(items, "PackageReference"));
    }

    private static List<string> Identities(JsonElement items, string kind) =>
        [.. items.GetProperty(kind).EnumerateArray().Select(item => (item.GetProperty("Identity").GetString() ?? "").Replace('\\', '/'))];
}

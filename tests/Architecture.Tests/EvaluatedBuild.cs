using System.Diagnostics;
using System.Text.Json;

namespace NetMl.Architecture.Tests;

/// <summary>A reference to a project as MSBuild sees it in the end.</summary>
internal sealed record EvaluatedReference(string Path, bool IsLinked);

/// <summary>What a project references, after all conditions, imports and targets.</summary>
internal sealed record EvaluatedBuild(IReadOnlyList<EvaluatedReference> ProjectReferences, IReadOnlyList<string> PackageReferences)
{
    /// <param name="target">Run before the items are read; null = evaluate only.</param>
    public static async Task<EvaluatedBuild> OfAsync(string project, bool upstream, string? target = null)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                "msbuild", Path.Combine(Repository.Current.Root, project), $"-p:UpstreamPackages={(upstream ? "true" : "false")}", "-getItem:ProjectReference",
                "-getItem:PackageReference", "-nologo", "-nodeReuse:false",
            },
            RedirectStandardOutput = true,
            WorkingDirectory = Repository.Current.Root,
        };
        if (target is not null)
            start.ArgumentList.Add($"-t:{target}");
        start.Environment.Remove("MSBuildSDKsPath");
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, output);
        using var json = JsonDocument.Parse(output);
        var items = json.RootElement.GetProperty("Items");
        return new EvaluatedBuild(
            [.. Items(items, "ProjectReference").Select(item => new EvaluatedReference(Text(item, "Identity").Replace('\\', '/'), Text(item, "ReferenceOutputAssembly") != "false"))],
            [.. Items(items, "PackageReference").Select(item => Text(item, "Identity"))]);
    }

    private static IEnumerable<JsonElement> Items(JsonElement items, string kind) => items.GetProperty(kind).EnumerateArray();

    private static string Text(JsonElement item, string name) => item.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}

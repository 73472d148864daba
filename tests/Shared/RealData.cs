namespace NetMl.Tests;

/// <summary>Finds the real captures that tests use where they are present: NETML_TEST_DATA, or ../shared/data beside the repository.</summary>
internal static class RealData
{
    public static string? Folder { get; } = Find();

    /// <summary>The full path of a data file; skips the calling [SkippableFact] or [SkippableTheory] when it is absent.</summary>
    public static string Path(string relative)
    {
        var path = Folder is null ? null : System.IO.Path.Combine(Folder, relative);
        Skip.If(path is null || !(File.Exists(path) || Directory.Exists(path)), $"test data '{relative}' is absent: set NETML_TEST_DATA to a folder that holds it");
        return path!;
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("NETML_TEST_DATA") is { Length: > 0 } configured)
            return configured;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(System.IO.Path.Combine(folder.FullName, "NetMlAspire.sln")))
                continue;
            var beside = System.IO.Path.Combine(folder.Parent?.FullName ?? "", "shared", "data");
            return Directory.Exists(beside) ? beside : null;
        }
        return null;
    }
}

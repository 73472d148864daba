using NetMl.Features.Descriptions;

namespace NetMl.Features.Tests.Descriptions;

public class FeatureDocumentTests
{
    [Fact]
    public void Text_IsWhatDocsFeaturesHolds()
    {
        var path = Path.Combine(Root(), "docs", "features.md");
        if (Environment.GetEnvironmentVariable("NETML_WRITE_DOCS") == "1")
            File.WriteAllText(path, FeatureDocument.Text);

        Assert.True(File.Exists(path) && File.ReadAllText(path) == FeatureDocument.Text,
            "docs/features.md is not what the descriptions say: run NETML_WRITE_DOCS=1 dotnet test tests/Features.Tests --filter FeatureDocument");
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "NetMlAspire.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"There is no NetMlAspire.sln above {AppContext.BaseDirectory}.");
    }
}

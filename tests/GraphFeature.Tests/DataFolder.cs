namespace NetMl.GraphFeature.Tests;

/// <summary>A folder for one test, deleted at its end.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("graph-feature-");

    public string Database => Path.Combine(_folder.FullName, "flows.db");

    public string Snapshots => Database + ".snapshots";

    public void Dispose() => _folder.Delete(recursive: true);
}

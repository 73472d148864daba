using System.Xml.Linq;

namespace NetMl.Architecture.Tests;

/// <summary>A project file: its path from the root ('/' between folders) and what it references.</summary>
internal sealed record Project(string Path, XDocument Xml)
{
    public string Folder => Path[..Path.LastIndexOf('/')];

    public string Name => Path[(Path.LastIndexOf('/') + 1)..^".csproj".Length];

    /// <summary>services, libs, standins…, or the folder itself for a project at the root.</summary>
    public string Room => Path[..Path.IndexOf('/')];

    /// <summary>Referenced projects as paths from the root; an UpstreamPackage is not among them.</summary>
    public IEnumerable<string> References => Items("ProjectReference").Select(Resolve);

    /// <summary>Tests may start a stand-in as a process: built with them in the default build, not referenced as an assembly.</summary>
    public bool StartsInDefaultBuild(string target) => Room == "tests" && Elements("ProjectReference").Any(item =>
        item.Attribute("Include")?.Value is { } path && Resolve(path) == target && item.Attribute("ReferenceOutputAssembly")?.Value == "false"
        && (item.Attribute("Condition") ?? item.Parent?.Attribute("Condition"))?.Value.Contains("'$(UpstreamPackages)' != 'true'", StringComparison.Ordinal) == true);

    public IEnumerable<string> Packages => Items("PackageReference");

    public IEnumerable<string> UpstreamPackages => Items("UpstreamPackage").Concat(Items("UpstreamOnlyPackage"));

    public string? Property(string name) => Xml.Descendants(name).FirstOrDefault()?.Value;

    public IEnumerable<XElement> Elements(string name) => Xml.Descendants(name);

    public static Project Parse(string path, string xml) => new(path, XDocument.Parse(xml));

    private IEnumerable<string> Items(string kind) => Xml.Descendants(kind).Select(item => item.Attribute("Include")?.Value).OfType<string>();

    private string Resolve(string relative)
    {
        var parts = new Stack<string>(Folder.Split('/'));
        foreach (var part in relative.Replace('\\', '/').Split('/'))
        {
            if (part == "..")
                parts.Pop();
            else if (part != ".")
                parts.Push(part);
        }
        return string.Join('/', parts.Reverse());
    }
}

/// <summary>The files of this repository as git would see them: no build output.</summary>
internal sealed record Repository(string Root, IReadOnlyList<Project> Projects)
{
    private static readonly Lazy<Repository> Here = new(Load);

    public static Repository Current => Here.Value;

    public string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public bool Exists(string path) => File.Exists(Path.Combine(Root, path));

    /// <summary>Files with an extension, as paths from the root.</summary>
    public IEnumerable<string> Files(string extension) => Directory
        .EnumerateFiles(Root, "*" + extension, new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden })
        .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
        .Where(path => !path.Split('/').Any(part => part is "bin" or "obj" or "TestResults"))
        .Order(StringComparer.Ordinal);

    private static Repository Load()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "NetMlAspire.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException($"No NetMlAspire.sln above {AppContext.BaseDirectory}.");
        var repository = new Repository(folder.FullName, []);
        return repository with { Projects = [.. repository.Files(".csproj").Select(path => Project.Parse(path, repository.Read(path)))] };
    }
}

using System.Security.Cryptography;
using NetMl.Cli.Files;
using NetMl.Flows;

namespace NetMl.Cli.Demo;

/// <summary>The files of a demo: those given, or a capture made up in a temporary folder that is deleted with this.</summary>
internal sealed class DemoInput : IDisposable
{
    private readonly string? _temporary;

    private DemoInput(IReadOnlyList<FlowSource> sources, IReadOnlyList<string> skipped, string? temporary) =>
        (Sources, Skipped, _temporary) = (sources, skipped, temporary);

    public IReadOnlyList<FlowSource> Sources { get; }

    /// <summary>Files with the same bytes as another one: they would be stored once.</summary>
    public IReadOnlyList<string> Skipped { get; }

    public void Dispose()
    {
        if (_temporary is not null)
            Directory.Delete(_temporary, recursive: true);
    }

    /// <exception cref="CommandFailure">A path is absent or holds no flows, or the capture cannot be written.</exception>
    public static Task<DemoInput> OpenAsync(DemoSettings settings, Terminal terminal, CancellationToken cancellationToken) =>
        settings.IsSynthetic ? MakeUpAsync(settings, cancellationToken) : FindAsync(settings, terminal, cancellationToken);

    private static async Task<DemoInput> FindAsync(DemoSettings settings, Terminal terminal, CancellationToken cancellationToken)
    {
        var sources = new List<FlowSource>();
        var skipped = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var source in await FlowSources.FindAsync(settings.Flows, terminal, cancellationToken))
        {
            await using var stream = source.Open();
            if (seen.Add(Convert.ToHexString(await SHA256.HashDataAsync(stream, cancellationToken))))
                sources.Add(source);
            else
                skipped.Add(source.Name);
        }
        return new DemoInput(sources, skipped, null);
    }

    private static async Task<DemoInput> MakeUpAsync(DemoSettings settings, CancellationToken cancellationToken)
    {
        var folder = "";
        try
        {
            folder = Directory.CreateTempSubdirectory("netml-demo-").FullName;
            var path = Path.Combine(folder, "synthetic-conn.log");
            await ZeekWriter.WriteAsync(path, SyntheticCapture.Generate(settings.Seed, new SyntheticOptions { Flows = settings.SyntheticFlows }), cancellationToken);
            return new DemoInput([FlowSource.OfFile(path)], [], folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
            throw new CommandFailure($"The made-up capture cannot be written to '{Path.GetTempPath()}' ({exception.Message.TrimEnd('.')}): free some space, or set TMPDIR.");
        }
    }
}

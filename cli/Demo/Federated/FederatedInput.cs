using NetMl.Cli.Files;
using NetMl.Flows;

namespace NetMl.Cli.Demo.Federated;

/// <summary>Each site's flows: given, or made up with other seeds and addresses in a temporary folder that is deleted with this.</summary>
internal sealed class FederatedInput : IDisposable
{
    private const string MadeUpNetwork = "10.20.";
    private const int Hosts = 60;

    private FederatedInput(string folder, IReadOnlyList<string> paths, IReadOnlyList<IReadOnlyList<FlowBatch>> batches) => (Folder, Paths, Batches) = (folder, paths, batches);

    /// <summary>For the agents' state.</summary>
    public string Folder { get; }

    /// <summary>By site.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>The same flows as this process reads them, for comparison.</summary>
    public IReadOnlyList<IReadOnlyList<FlowBatch>> Batches { get; }

    /// <summary>All labels, in ordinal order.</summary>
    public IReadOnlyList<string> Classes => [.. Batches.SelectMany(site => site).SelectMany(batch => batch.Labels).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public static async Task<FederatedInput> OpenAsync(FederatedSettings settings, Terminal terminal, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("netml-federation-").FullName;
        try
        {
            var paths = settings.IsSynthetic ? await MakeUpAsync(folder, settings, cancellationToken) : settings.Flows;
            var batches = new List<IReadOnlyList<FlowBatch>>();
            foreach (var path in paths)
                batches.Add(await ReadAsync(path, terminal, cancellationToken));
            return new FederatedInput(folder, paths, batches);
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    private static async Task<IReadOnlyList<string>> MakeUpAsync(string folder, FederatedSettings settings, CancellationToken cancellationToken)
    {
        var paths = new List<string>();
        foreach (var (index, site) in FederatedSettings.Sites.Index())
        {
            var path = Path.Combine(folder, $"{site}-conn.log");
            var options = new SyntheticOptions { Flows = settings.SyntheticFlows, Hosts = Hosts };
            var capture = SyntheticCapture.Generate(settings.Seed + index, options).Select(batch => Move(batch, $"10.{21 + index}."));
            await ZeekWriter.WriteAsync(path, capture, cancellationToken);
            paths.Add(path);
        }
        return paths;
    }

    /// <summary>Another company: other addresses inside, the same world outside.</summary>
    private static FlowBatch Move(FlowBatch batch, string network)
    {
        var moved = new FlowBatchBuilder(Math.Max(1, batch.Count));
        foreach (var flow in batch.Records())
            moved.Add(flow with { Source = Address(flow.Source), Destination = Address(flow.Destination) });
        return moved.Build();

        string Address(string address) => address.StartsWith(MadeUpNetwork, StringComparison.Ordinal) ? network + address[MadeUpNetwork.Length..] : address;
    }

    private static async Task<IReadOnlyList<FlowBatch>> ReadAsync(string path, Terminal terminal, CancellationToken cancellationToken)
    {
        var batches = new List<FlowBatch>();
        foreach (var source in await FlowSources.FindAsync([path], terminal, cancellationToken))
        {
            await LocalReading.ReadAsync(source, null, batch =>
            {
                batches.Add(batch);
                return true;
            }, cancellationToken);
        }
        return batches;
    }
}

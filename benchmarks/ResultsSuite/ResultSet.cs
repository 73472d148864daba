using NetMl.Benchmarks.GraphSuite;
using NetMl.Features;
using NetMl.Flows;

namespace NetMl.Benchmarks.ResultsSuite;

/// <summary>A labelled flow and the stretch of time that it is split within: its capture, or, where a set is put together from samples of each class, its class.</summary>
internal sealed record ResultFlow(FlowRecord Flow, string Capture, string Stretch);

/// <summary>Flows that networks and baselines are compared on.</summary>
/// <param name="Benign">The class of what is no attack.</param>
internal sealed record ResultSet(string Name, string Title, string Benign, IReadOnlyList<ResultFlow> Flows)
{
    private static readonly string[] Windows = ["008", "010", "011"];

    public static IReadOnlyList<string> Names { get; } = ["iot23", "cicids", "stratosphere"];

    public IReadOnlyList<string> Captures { get; } = [.. Flows.Select(flow => flow.Capture).Distinct()];

    public static async Task<ResultSet> ReadAsync(string name) => name switch
    {
        "iot23" => new(name, "IoT-23 34-1", "Benign", [.. (await ReadFileAsync("iot23/34-1.conn.log.labeled.gz")).Select(flow => new ResultFlow(flow, "34-1", ""))]),
        "cicids" => new(name, "CICIDS 2017", "Benign", await CicidsAsync()),
        _ => new(name, "Stratosphere 008, 010, 011", "Benign", await StratosphereAsync()),
    };

    /// <summary>The earlier share of each stretch and the rest, each stretch in the order of time.</summary>
    public (IReadOnlyList<ResultFlow> Earlier, IReadOnlyList<ResultFlow> Later) Cut(double share)
    {
        var (earlier, later) = (new List<ResultFlow>(), new List<ResultFlow>());
        foreach (var stretch in Flows.GroupBy(flow => flow.Stretch))
        {
            var flows = stretch.OrderBy(flow => flow.Flow.StartNanoseconds).ToArray();
            if (TimeSplit.LaterPart(Array.ConvertAll(flows, flow => flow.Flow.StartNanoseconds), share) is not { } cut)
                throw new BenchmarkFailure($"The flows of '{stretch.Key}' all start at once.");
            foreach (var flow in flows)
                (flow.Flow.StartNanoseconds < cut ? earlier : later).Add(flow);
        }
        return (earlier, later);
    }

    /// <summary>The earlier share of each stretch alone.</summary>
    public ResultSet Earlier(double share) => this with { Flows = Cut(share).Earlier };

    /// <summary>Every flow from a source of its own, drawn from 172.16.0.0/12 as E-GraphSAGE's authors did: nobody's calls lie together any more.</summary>
    public ResultSet WithDrawnSources(int seed)
    {
        var random = new Random(seed);
        return this with
        {
            Flows = [.. Flows.Select(flow => flow with { Flow = flow.Flow with { Source = $"172.{random.Next(16, 32)}.{random.Next(256)}.{random.Next(256)}" } })],
        };
    }

    // The classes are samples of their own hours: each is split within itself.
    private static async Task<IReadOnlyList<ResultFlow>> CicidsAsync()
    {
        var flows = new List<ResultFlow>();
        foreach (var path in Directory.GetFiles(Path.Combine(TestData.Folder, "cicids2017"), "*.csv.gz").Order(StringComparer.Ordinal))
            flows.AddRange((await ReadFileAsync(Path.Combine("cicids2017", Path.GetFileName(path)))).Select(flow => new ResultFlow(flow, "week", flow.Label ?? "")));
        return [.. flows.Select(flow => flow with { Flow = flow.Flow with { Label = flow.Flow.Label is "BENIGN" ? "Benign" : flow.Flow.Label } })];
    }

    // Background flows, of which nobody knows what they are, have no label.
    private static async Task<IReadOnlyList<ResultFlow>> StratosphereAsync()
    {
        var flows = new List<ResultFlow>();
        foreach (var host in Windows)
        {
            foreach (var flow in await ReadFileAsync($"stratosphere/{host}-windows-host.conn.log.labeled.gz"))
                flows.Add(new ResultFlow(flow.Label == "Background" ? flow with { Label = null } : flow, host, host));
        }
        return flows;
    }

    private static async Task<IReadOnlyList<FlowRecord>> ReadFileAsync(string name)
    {
        var path = Path.Combine(TestData.Folder, name);
        if (!File.Exists(path))
            throw new BenchmarkFailure($"The data file {path} is absent: set NETML_TEST_DATA to a folder that holds it.");
        await using var file = File.OpenRead(path);
        var flows = new List<FlowRecord>();
        await foreach (var batch in FlowFileReader.ReadAsync(file, format: null))
            flows.AddRange(batch.Records());
        return flows;
    }
}

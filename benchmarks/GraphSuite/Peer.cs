using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using NetMl.Benchmarks.Machine;
using NetMl.Graphs.Csr;

namespace NetMl.Benchmarks.GraphSuite;

/// <summary>A graph library as one Python process (benchmarks/peers/graph_peer.py) that loads a graph once and then answers one request per line.</summary>
internal sealed class Peer : IDisposable
{
    private const string Python = "/usr/bin/python3";

    private readonly Process _process;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netml-benchmark-");

    private Peer(string name, Process process, string[] cases) => (Name, _process, Cases) = (name, process, cases);

    public string Name { get; }

    /// <summary>Names of the cases that this peer has.</summary>
    public IReadOnlyCollection<string> Cases { get; }

    /// <summary>Null, after a line that says so, when the library is not on this machine.</summary>
    public static Peer? Start(string name)
    {
        var process = File.Exists(Python)
            ? Process.Start(new ProcessStartInfo(Python, [Path.Combine(Host.Root, "benchmarks", "peers", "graph_peer.py"), name]) { RedirectStandardInput = true, RedirectStandardOutput = true })
            : null;
        var first = process?.StandardOutput.ReadLine();
        var cases = first is null ? null : JsonSerializer.Deserialize<string[]>(first);
        if (process is not null && cases is not null)
            return new Peer(name, process, cases);
        process?.Dispose();
        Console.WriteLine($"{name} is left out: {Python} cannot import it (apt-get install python3-{name}).");
        return null;
    }

    public void Load(BenchmarkGraph graph)
    {
        Ask(new { directed = Write("directed", graph.Directed, true), undirected = Write("undirected", graph.Undirected, false), sources = graph.Sources });
    }

    /// <summary>Seconds that one run took in the peer, and its numbers.</summary>
    public (double Seconds, double[] Numbers) Run(string name)
    {
        var path = Path.Combine(_folder.FullName, "numbers");
        var answer = Ask(new { run = name, numbers = path });
        return (answer.GetProperty("seconds").GetDouble(), MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(path)).ToArray());
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private string Write(string name, CsrGraph graph, bool isDirected)
    {
        var path = Path.Combine(_folder.FullName, name);
        EdgeFile.Write(path, graph, isDirected);
        return path;
    }

    private JsonElement Ask(object request)
    {
        _process.StandardInput.WriteLine(JsonSerializer.Serialize(request));
        _process.StandardInput.Flush();
        return _process.StandardOutput.ReadLine() is { } line
            ? JsonSerializer.Deserialize<JsonElement>(line)
            : throw new BenchmarkFailure($"{Name} ended at the request {JsonSerializer.Serialize(request)}: its reason stands above.");
    }
}

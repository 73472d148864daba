using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using NetMl.Benchmarks.GraphSuite;
using NetMl.Benchmarks.Machine;

namespace NetMl.Benchmarks.SocialSuite;

/// <summary>igraph and numpy on the same graphs, one process per task (benchmarks/peers/social_peer.py).</summary>
internal sealed class SocialPeer : IDisposable
{
    private const string Python = "/usr/bin/python3";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netml-benchmark-");

    /// <summary>Null, when it cannot be imported; a line says so.</summary>
    public JsonElement? Run(string task, SocialData data, params IReadOnlyList<object> arguments)
    {
        var (edges, labels) = (Path.Combine(_folder.FullName, "edges"), Path.Combine(_folder.FullName, "labels"));
        EdgeFile.Write(edges, data.Undirected, isDirected: false);
        File.WriteAllBytes(labels, MemoryMarshal.AsBytes<int>(data.Labels).ToArray());
        string[] command = [Path.Combine(Host.Root, "benchmarks", "peers", "social_peer.py"), task, edges, .. task == "leiden" ? [labels] : (string[])[], .. arguments.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one}"))];
        using var process = File.Exists(Python) ? Process.Start(new ProcessStartInfo(Python, command) { RedirectStandardOutput = true }) : null;
        var line = process?.StandardOutput.ReadToEnd();
        process?.WaitForExit();
        if (!string.IsNullOrWhiteSpace(line))
            return JsonSerializer.Deserialize<JsonElement>(line);
        Console.WriteLine($"igraph's {task} is left out: {Python} cannot run it (apt-get install python3-igraph python3-numpy).");
        return null;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}

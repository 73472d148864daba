using System.Globalization;
using NetMl.Benchmarks.GraphSuite;
using NetMl.Flows;

namespace NetMl.Benchmarks.BehavioursSuite;

/// <summary>Files that are judged together, and what their labels mean.</summary>
/// <param name="Files">Below the data folder; a folder stands for all files in it; "synthetic:SEED" for the made-up office.</param>
/// <param name="Truth">Which behaviours a label stands for.</param>
internal sealed record CaptureSet(string Name, IReadOnlyList<string> Files, LabelMeaning Truth)
{
    private const string Synthetic = "synthetic:";

    /// <summary>All flows.</summary>
    public async Task<IReadOnlyList<FlowBatch>> ReadAsync(CancellationToken cancellationToken)
    {
        if (Files is [{ } made] && made.StartsWith(Synthetic, StringComparison.Ordinal))
            return SyntheticCapture.Generate(int.Parse(made[Synthetic.Length..], CultureInfo.InvariantCulture));
        var batches = new List<FlowBatch>();
        foreach (var file in Files.SelectMany(Expand))
        {
            await using var stream = File.OpenRead(file);
            await foreach (var batch in FlowFileReader.ReadAsync(stream, format: null).WithCancellation(cancellationToken))
                batches.Add(batch);
        }
        return batches;
    }

    private static IEnumerable<string> Expand(string name)
    {
        var path = Path.IsPathRooted(name) ? name : Path.Combine(TestData.Folder, name);
        if (Directory.Exists(path))
            return Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(file => file.Contains(".log", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        return File.Exists(path) ? [path] : throw new BenchmarkFailure($"There is no file {path}: set NETML_TEST_DATA to the folder that holds the captures, or give --file a path that exists.");
    }
}

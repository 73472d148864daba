using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using NetMl.Features.Export;

namespace NetMl.Features.Tests.Export;

public class FeatureNpzTests
{
    [Theory]
    [InlineData("hosts")]
    [InlineData("pairs")]
    [InlineData("flows")]
    [InlineData("windows")]
    public async Task WriteAsync_EachFamily_SchemaDescribesEveryColumn(string family)
    {
        var frame = FeatureFrames.Of(family, Random(1, 300), TimeSpan.FromSeconds(10));

        using var archive = new ZipArchive(new MemoryStream(await BytesAsync(frame)));

        using var schema = JsonDocument.Parse(archive.Entries[0].Open());
        var columns = schema.RootElement.GetProperty("columns").EnumerateArray().ToArray();
        Assert.Equal(frame.Columns.Select(column => column.About.Name + ".npy"), archive.Entries.Skip(1).Select(entry => entry.FullName));
        Assert.Equal(frame.Columns.Select(column => (column.About.Name, column.About.Unit)), columns.Select(column => (Text(column, "name"), Text(column, "unit"))));
        Assert.Equal((family, frame.Rows), (Text(schema.RootElement, "family"), schema.RootElement.GetProperty("rows").GetInt32()));
        Assert.All(columns, column => Assert.NotEmpty(Text(column, "formula") + Text(column, "range") + Text(column, "when_missing")));
    }

    // The format as NumPy documents it: magic, version, header length, header ending in a line feed at a multiple of 64, data.
    [Fact]
    public async Task WriteAsync_Hosts_ColumnsAreArraysOfDoubles()
    {
        var features = HostFeatures.Compute(HostGraph.Build(Random(2, 200)));

        using var archive = new ZipArchive(new MemoryStream(await BytesAsync(FeatureFrames.OfHosts(features))));

        var n = features.Graph.Hosts.Length;
        var member = Member(archive, "bytes_in.npy");
        var header = 10 + BinaryPrimitives.ReadUInt16LittleEndian(member.AsSpan(8));
        Assert.Equal([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0], member[..8]);
        Assert.Equal(0, header % 64);
        Assert.Equal($"{{'descr': '<f8', 'fortran_order': False, 'shape': ({n},), }}", Encoding.ASCII.GetString(member[10..header]).TrimEnd());
        Assert.Equal((byte)'\n', member[header - 1]);
        var column = HostFeatures.Names.ToList().IndexOf("bytes_in");
        for (var node = 0; node < n; node++)
            Assert.Equal(features.Of(node)[column], BinaryPrimitives.ReadDoubleLittleEndian(member.AsSpan(header + 8 * node)));
        Assert.Equal(header + 8 * n, member.Length);
    }

    [Fact]
    public async Task WriteAsync_SameTable_GivesTheSameBytes() =>
        Assert.Equal(await BytesAsync(FeatureFrames.OfFlows(Random(3, 50))), await BytesAsync(FeatureFrames.OfFlows(Random(3, 50))));

    [Fact]
    public async Task WriteAsync_NoFlows_HasEmptyColumns()
    {
        using var archive = new ZipArchive(new MemoryStream(await BytesAsync(FeatureFrames.OfPairs(FlowTable.Build([])))));

        Assert.Contains("'descr': '|S1', 'fortran_order': False, 'shape': (0,)", Encoding.ASCII.GetString(Member(archive, "source.npy")), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task WriteAsync_Flows_NumpyReadsWhatTheDocumentSays()
    {
        const string Python = "/usr/bin/python3";
        Skip.IfNot(File.Exists(Python), "Debian's python3 is absent");
        var path = Path.Combine(Path.GetTempPath(), $"netml-features-{Environment.ProcessId}.npz");
        try
        {
            var table = Random(4, 120);
            await File.WriteAllBytesAsync(path, await BytesAsync(FeatureFrames.OfFlows(table)));

            var (exit, output) = await RunAsync(Python, "-c",
                "import sys, json\ntry:\n  import numpy\nexcept ImportError:\n  sys.exit(77)\n" +
                "f = numpy.load(sys.argv[1])\ns = json.loads(f['schema.json'])\n" +
                "print(s['family'], len(f['duration']), sum(len(f[c['name']]) for c in s['columns']) // len(s['columns']), f['source'][0].decode(), numpy.isnan(f['duration']).any())", path);

            Skip.If(exit == 77, "numpy is absent");
            Assert.Equal($"flows 120 120 {table.Hosts[table.Source[0]]} True", output.Trim());
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static FlowTable Random(int seed, int count) => FlowTable.Build([TestFlows.Batch(TestFlows.Random(seed, count))]);

    private static async Task<byte[]> BytesAsync(FeatureFrame frame)
    {
        using var stream = new MemoryStream();
        await FeatureNpz.WriteAsync(frame, stream, CancellationToken.None);
        return stream.ToArray();
    }

    private static byte[] Member(ZipArchive archive, string name)
    {
        using var bytes = new MemoryStream();
        using var member = archive.Entries.Single(entry => entry.FullName == name).Open();
        member.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";

    private static async Task<(int Exit, string Output)> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true }) ?? throw new InvalidOperationException($"{program} does not start.");
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}

using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NetMl.Contracts;
using NetMl.Contracts.Backups;
using NetMl.Contracts.Datasets;
using NetMl.Contracts.Graphs;
using NetMl.Flows;

namespace NetMl.Cli.Tests.Commands;

public sealed class BackupCommandTests : IDisposable
{
    private static readonly GraphInfo Graph = new("cora", false, 1, 0, 0, 1, 0, [], new Dictionary<string, int>(), new Dictionary<string, int>(), [], "v1");

    private static readonly byte[] OfDataset =
    [
        .. Json(BackupRecordKind.Dataset, new DatasetBackup("office", 3)), .. Frame("a"), .. Frame("b"),
        .. Json(BackupRecordKind.Findings, new FindingsBackup(3, [])), .. new BackupRecord(BackupRecordKind.End, default).Encode(),
    ];

    private static readonly byte[] OfGraph =
    [
        .. Json(BackupRecordKind.Graph, Graph), .. Json(BackupRecordKind.Nodes, new GraphNodesPage("cora", 1, 0, [new GraphNode("x", null, "none", [], [])])),
        .. new BackupRecord(BackupRecordKind.Times, new byte[16]).Encode(),
        .. new BackupRecord(BackupRecordKind.End, default).Encode(),
    ];

    /// <summary>What follows the checksum in a file: without it, nothing is missing.</summary>
    private const int GzipTrailerBytes = 16;

    private readonly TemporaryFolder _folder = new();

    private string File => Path.Combine(_folder.Path, "all.backup");

    [Fact]
    public async Task BackupAndRestore_SendBackWhatCame()
    {
        await using var gateway = await GatewayAsync(OfDataset, OfGraph, out var restored);

        var backup = await gateway.NetMlAsync("backup", "--out", File);
        var restore = await gateway.NetMlAsync("restore", File);

        Assert.Equal((0, 0), (backup.ExitCode, restore.ExitCode));
        Assert.Contains("1 data set and 1 graph", backup.Output, StringComparison.Ordinal);
        Assert.Contains("Data set office, batches: 2 restored, 1 known; 0 snapshots.", restore.Output, StringComparison.Ordinal);
        var (header, end) = (Json(BackupRecordKind.Dataset, new DatasetBackup("office", 3)).Length, BackupRecord.HeaderBytes);
        Assert.Equal(OfDataset[header..^end], restored["office"]);
        Assert.Equal(OfGraph, restored["cora"]);
        Assert.Equal([File], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Backup_OnlyOneDataset_LeavesTheRestOut()
    {
        await using var gateway = await GatewayAsync(OfDataset, OfGraph, out var restored);

        await gateway.NetMlAsync("backup", "--out", File, "--dataset", "office");
        await gateway.NetMlAsync("restore", File);
        var wrong = await gateway.NetMlAsync("restore", File, "--graph", "cora");

        Assert.Equal(["office"], restored.Keys);
        Assert.Contains("There is no graph 'cora'", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backup_BreaksOff_WritesNoFile()
    {
        await using var gateway = await GatewayAsync(OfDataset[..^1], OfGraph, out _);
        await System.IO.File.WriteAllTextAsync(File, "the backup of yesterday");

        var run = await gateway.NetMlAsync("backup", "--out", File, "--force");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("broke off", run.Error, StringComparison.Ordinal);
        Assert.Equal("the backup of yesterday", await System.IO.File.ReadAllTextAsync(File));
        Assert.Equal([File], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Backup_FileExists_IsRefusedUnlessForced()
    {
        await using var gateway = await GatewayAsync(OfDataset, OfGraph, out _);
        await System.IO.File.WriteAllTextAsync(File, "the backup of yesterday");
        await System.IO.File.WriteAllTextAsync(File + ".partial", "a file of the user");

        var refused = await gateway.NetMlAsync("backup", "--out", File);
        Assert.Equal("the backup of yesterday", await System.IO.File.ReadAllTextAsync(File));
        var forced = await gateway.NetMlAsync("backup", "--out", File, "--force");

        Assert.Equal((2, 0), (refused.ExitCode, forced.ExitCode));
        Assert.Contains("exists: add --force to replace it", refused.Error, StringComparison.Ordinal);
        Assert.NotEqual("the backup of yesterday", await System.IO.File.ReadAllTextAsync(File));
        Assert.Equal("a file of the user", await System.IO.File.ReadAllTextAsync(File + ".partial"));
        Assert.Equal(2, Directory.GetFiles(_folder.Path).Length);
    }

    [Fact]
    public async Task Restore_OtherGraphIsThere_AsksForReplace()
    {
        await using var gateway = await GatewayAsync(OfDataset, OfGraph, out var restored, stored: Graph with { Version = "v2" });
        await gateway.NetMlAsync("backup", "--out", File, "--graph", "cora");

        var refused = await gateway.NetMlAsync("restore", File);
        Assert.Empty(restored);
        var replaced = await gateway.NetMlAsync("restore", File, "--replace");

        Assert.Equal((1, 0), (refused.ExitCode, replaced.ExitCode));
        Assert.Contains("add --replace", refused.Error, StringComparison.Ordinal);
    }

    // Cuts of the file, cuts and flipped bits of the records within.
    [Fact]
    public async Task Restore_BrokenFile_ChangesNothing()
    {
        await using var gateway = await GatewayAsync(OfDataset, OfGraph, out var restored);
        await gateway.NetMlAsync("backup", "--out", File);
        var whole = await System.IO.File.ReadAllBytesAsync(File);
        var records = await InflateAsync(whole);
        var random = new Random(1);

        for (var trial = 0; trial < 60; trial++)
        {
            await IsRefusedAsync(whole[..random.Next(whole.Length - GzipTrailerBytes)]);
            await IsRefusedAsync(await DeflateAsync(records[..random.Next(records.Length)]));
            await IsRefusedAsync(await DeflateAsync(Flip(records, random)));
        }
        await IsRefusedAsync([]);
        await IsRefusedAsync("no archive at all"u8.ToArray());
        await IsRefusedAsync(await DeflateAsync([.. records, .. records]));

        async Task IsRefusedAsync(byte[] bytes)
        {
            await System.IO.File.WriteAllBytesAsync(File, bytes);
            var run = await gateway.NetMlAsync("restore", File);
            Assert.Equal(1, run.ExitCode);
            Assert.Contains("is no whole backup", run.Error, StringComparison.Ordinal);
            Assert.Empty(restored);
        }
    }

    [Fact]
    public async Task Restore_HostileFile_ChangesNothing()
    {
        await using var gateway = await GatewayAsync(OfDataset, OfGraph, out var restored);
        var huge = new byte[BackupRecord.HeaderBytes];
        huge[0] = (byte)'F';
        BinaryPrimitives.WriteUInt32LittleEndian(huge.AsSpan(1), uint.MaxValue);

        await IsRefusedAsync("claims 4294967295 bytes", huge);
        await IsRefusedAsync("a record 'F' is not where it belongs", Frame("a"));
        await IsRefusedAsync("newer one", Json(BackupRecordKind.Manifest, new BackupManifest("netml-backup", 99, Samples.Noon, [], [])));
        await IsRefusedAsync("its format is 'other'", Json(BackupRecordKind.Manifest, new BackupManifest("other", 1, Samples.Noon, [], [])));
        await System.IO.File.WriteAllTextAsync(File, "root:x:0:0");
        var other = await gateway.NetMlAsync("restore", File);
        var missing = await gateway.NetMlAsync("restore", Path.Combine(_folder.Path, "absent"));

        Assert.Contains("it is no file of 'netml backup'", other.Error, StringComparison.Ordinal);
        Assert.Contains("There is no file", missing.Sentence, StringComparison.Ordinal);
        Assert.Empty(restored);

        async Task IsRefusedAsync(string why, byte[] records)
        {
            await System.IO.File.WriteAllBytesAsync(File, await DeflateAsync(records));
            Assert.Contains(why, (await gateway.NetMlAsync("restore", File)).Error, StringComparison.Ordinal);
        }
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] Json<T>(BackupRecordKind kind, T value) => new BackupRecord(kind, JsonSerializer.SerializeToUtf8Bytes(value, typeof(T), WireJson.Default)).Encode();

    private static byte[] Frame(string batch)
    {
        var builder = new FlowBatchBuilder();
        builder.Add(new FlowRecord { StartNanoseconds = 1, Source = "10.0.0.1", Destination = "10.0.0.2", Protocol = IpProtocol.Tcp });
        return new BackupRecord(BackupRecordKind.Frame, FlowFrame.Encode("office", batch, builder.Build())).Encode();
    }

    private static byte[] Flip(byte[] bytes, Random random)
    {
        var flipped = (byte[])bytes.Clone();
        flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
        return flipped;
    }

    private static async Task<byte[]> InflateAsync(byte[] compressed)
    {
        var records = new MemoryStream();
        await using var gzip = new GZipStream(new MemoryStream(compressed), CompressionMode.Decompress);
        await gzip.CopyToAsync(records);
        return records.ToArray();
    }

    private static async Task<byte[]> DeflateAsync(byte[] records)
    {
        var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            await gzip.WriteAsync(records);
        return compressed.ToArray();
    }

    private static Task<FakeGateway> GatewayAsync(byte[] dataset, byte[] graph, out ConcurrentDictionary<string, byte[]> restored, GraphInfo? stored = null)
    {
        var received = restored = [];
        return FakeGateway.StartAsync(app =>
        {
            app.MapGet("/v1/datasets", () => Results.Json(new[] { new DatasetSummary("office", 3, 2, 900, 3, 0, null, null, null, null) }));
            app.MapGet("/v1/graphs", () => Results.Json(new[] { Graph }));
            app.MapGet("/v1/graphs/cora", () => stored is null ? Results.NotFound() : Results.Json(stored));
            app.MapGet("/v1/backup/datasets/office", () => Results.Bytes(dataset));
            app.MapGet("/v1/backup/graphs/cora", () => Results.Bytes(graph));
            app.MapPost("/v1/backup/datasets/{name}", async (string name, HttpRequest request) =>
            {
                received[name] = await BodyAsync(request);
                return Results.Json(new DatasetRestored(name, 2, 1, 0, 0));
            });
            app.MapPut("/v1/backup/graphs/{name}", async (string name, HttpRequest request) =>
            {
                received[name] = await BodyAsync(request);
                return Results.Json(Graph);
            });
        });
    }

    private static async Task<byte[]> BodyAsync(HttpRequest request)
    {
        var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return body.ToArray();
    }
}

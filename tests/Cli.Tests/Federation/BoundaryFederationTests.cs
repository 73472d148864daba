using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using NetMl.Cli.Federation;
using NetMl.Contracts.Federation;
using NetMl.Federation.GraphTasks;
using NetMl.Federation.Statistics;
using NetMl.Gnn.Artifacts;
using NetMl.Gnn.Inputs;

namespace NetMl.Cli.Tests.Federation;

public sealed class BoundaryFederationTests
{
    private const string Secret = "a secret of the clinics, 1234";
    private static readonly FederationPlan Plan = FederationSetting.Plan with { Rounds = 1, Boundary = new BoundaryPlan(Buckets: 64, Width: 3) };

    [Fact]
    public async Task Join_PlanWithBoundaryAndOneSecret_CompletesAndNoAddressIsSent()
    {
        await using var setting = await FederationSetting.StartAsync(Plan);
        await using var proxy = new RecordingProxy(setting.Gateway.Url);
        var file = setting.Folder.Write("secret", Secret + "\n");
        var agents = await Task.WhenAll(FederationSetting.Sites.Select((site, index) => setting.JoinAsync(site, index == 0 ? proxy.Url : null, "--boundary-secret", file)));

        Assert.All(agents, agent => Assert.True(agent.ExitCode == 0, agent.Error));
        var status = setting.Federation.Status;
        Assert.Equal(["means", "spreads", "boundary", "training", "final"], status.Rounds.Select(round => round.Purpose));
        Assert.Contains("boundary features, which only the sites have", status.Note);
        var model = ModelArtifact.Read(await File.ReadAllBytesAsync(Path.Combine(setting.StateOf("alder"), "model.safetensors")));
        Assert.Equal(PlannedNetwork.NodeFeaturesOf(Plan), model.NodeFeatureNames);
        // As central scoring asks before it computes.
        var central = new GraphSample(0, PlannedNetwork.NodeFeatures.Count, default, default, default, PlannedNetwork.FlowFeatures.Count, default);
        Assert.Contains("boundary_0", Assert.Throws<InvalidDataException>(() => model.Select(central, PlannedNetwork.NodeFeatures, PlannedNetwork.FlowFeatures)).Message);
        Assert.True(proxy.Sent.Length > 10_000);
        foreach (var address in SiteCapture.Create(21).Addresses)
        {
            var bytes = IPAddress.Parse(address).GetAddressBytes();
            Assert.All((byte[][])[Encoding.UTF8.GetBytes(address), bytes, [.. bytes.Reverse()], Encoding.UTF8.GetBytes(Secret)], sought => Assert.True(proxy.Sent.AsSpan().IndexOf(sought) < 0, address));
        }
        Assert.DoesNotContain(Secret, await File.ReadAllTextAsync(Path.Combine(setting.StateOf("alder"), "audit.log")));
    }

    [Fact]
    public async Task Join_PlanWithBoundary_TheSitesTableIsTheOneInTheSum()
    {
        // Without masks the tables can be read where they arrive.
        await using var setting = await FederationSetting.StartAsync(Plan with { Security = new SecurityPlan(SecureAggregation: false, Range: 2) });
        var file = setting.Folder.Write("secret", Secret);
        byte[]? table = null;
        setting.Federation.Ended = (purpose, _) => table ??= purpose == "boundary" ? setting.Federation.Requests.Last(request => request.Site == "birch" && request.Request.Contains("/upload/0", StringComparison.Ordinal)).Body : null;

        var agents = await Task.WhenAll(FederationSetting.Sites.Select(site => setting.JoinAsync(site, null, "--boundary-secret", file)));

        Assert.All(agents, agent => Assert.True(agent.ExitCode == 0, agent.Error));

        var sent = MemoryMarshal.Cast<byte, float>(table).ToArray();
        var kept = MemoryMarshal.Cast<byte, double>(await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(setting.StateOf("birch"), "boundary-*")))).ToArray();
        Assert.Equal(BoundaryExchange.Length(Plan.Boundary!) + 1, sent.Length);
        Assert.Equal(kept.Select(number => (float)number), sent[..^1]);
        Assert.Equal(1, sent[^1]);
        Assert.Equal(2, sent[..^1].Max(Math.Abs));
    }

    [Fact]
    public void Join_SumOfOthers_TakesTheOwnTableAway()
    {
        var graphs = SiteGraphs.Build([SiteCapture.Create(21)], Plan);
        var scaling = SharedScaling.WithoutData(PlannedNetwork.NodeFeatures, PlannedNetwork.FlowFeatures, 2);
        var secret = Find(Secret)!;
        var own = new SiteBoundary(secret, [], []).Table(graphs, scaling, 4);

        // Nobody but this site is in the sum: the others know of no host.
        var alone = new SiteBoundary(secret, own, Bytes(own, 1)).Join(graphs, own.Length, 4);
        // Another site has the same hosts.
        var two = new SiteBoundary(secret, own, Bytes(own, 2)).Join(graphs, own.Length, 4);

        Assert.Equal(0, Boundary(alone).Max(Math.Abs));
        Assert.True(Boundary(two).Max(Math.Abs) > 0);
        Assert.Throws<InvalidDataException>(() => new SiteBoundary(secret, own, [1, 2, 3, 4]).Join(graphs, own.Length, 4));

        static byte[] Bytes(double[] table, int times) => MemoryMarshal.AsBytes(Array.ConvertAll(table, number => (float)(times * number)).AsSpan()).ToArray();
        static float[] Boundary(SiteGraphs graphs) => [.. graphs.Train.NodeFeatures.ToArray().Chunk(graphs.Train.NodeFeatureCount).SelectMany(row => row[^3..])];
    }

    [Fact]
    public async Task Join_PlanWithBoundaryWithoutSecret_IsRefusedBeforeAnythingIsSent()
    {
        await using var setting = await FederationSetting.StartAsync(Plan);

        var run = await setting.JoinAsync("alder");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("agree to it with --boundary-secret", run.Error);
        Assert.All(setting.Federation.Requests, request => Assert.Empty(request.Body));
    }

    [Fact]
    public void Find_FileAndVariable_AreTheSameSecret()
    {
        using var folder = new TemporaryFolder();

        var ofFile = BoundarySecret.Find(folder.Write("secret", Secret + "\r\n"), TerminalWith(null));

        Assert.Equal(Find(Secret)!.Bytes.ToArray(), ofFile!.Bytes.ToArray());
        Assert.DoesNotContain(Secret, ofFile.ToString());
        Assert.Null(Find(null));
        Assert.Contains("has 9 bytes", Assert.Throws<CommandFailure>(() => Find("too short")).Message);
        Assert.Contains("cannot be read", Assert.Throws<CommandFailure>(() => BoundarySecret.Find(Path.Combine(folder.Path, "none"), TerminalWith(null))).Message);
    }

    private static BoundarySecret? Find(string? variable) => BoundarySecret.Find(null, TerminalWith(variable));

    private static Terminal TerminalWith(string? secret) =>
        new(Terminal.Open(TextWriter.Null, plain: true), Terminal.Open(TextWriter.Null, plain: true), () => Stream.Null, name => name == BoundarySecret.Variable ? secret : null);
}

using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using NetMl.Contracts;
using NetMl.Contracts.Federation;
using NetMl.Federation.GraphTasks;

namespace NetMl.Cli.Tests.Federation;

/// <summary>One federation of three agents from end to end, the first one's connection watched byte by byte.</summary>
public sealed class SecureFederationTests(SecureFederationTests.Run run) : IClassFixture<SecureFederationTests.Run>
{
    private const string Watched = "alder";

    [Fact]
    public void Join_WholeFederation_EveryAgentEndsWell()
    {
        Assert.All(run.Agents, agent => Assert.Equal((0, true), (agent.ExitCode, agent.Output.Contains("model 'clinic-flows' is published", StringComparison.Ordinal))));
        Assert.Equal((FederationStates.Completed, 3), (run.Setting.Federation.Status.State, run.Setting.Federation.Status.Rounds[^1].Summed));
        Assert.All(FederationSetting.Sites, site => Assert.True(File.Exists(Path.Combine(run.Setting.StateOf(site), "model.safetensors"))));
    }

    [Fact]
    public void Audit_WholeFederation_HoldsEveryRequestWithItsBytes()
    {
        var seen = run.Setting.Federation.Requests.Where(request => request.Site == Watched).ToList();

        var noted = run.Setting.AuditOf(Watched).Where(fields => !fields[6].EndsWith("/health", StringComparison.Ordinal)).ToList();

        Assert.Equal(
            seen.Select(request => $"{request.Request} {request.Body.Length} {(request.Body.Length > 0 ? Convert.ToHexStringLower(SHA256.HashData(request.Body)) : "-")}").Order(StringComparer.Ordinal),
            noted.Select(fields => $"{fields[6].Split(' ')[0]} {new Uri(fields[6].Split(' ')[1]).PathAndQuery} {fields[4]} {fields[5]}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Sent_WholeFederation_NothingOfTheFlowsIsInAnyByte()
    {
        var forbidden = Forbidden().ToList();

        Assert.True(run.Sent.Length > 10_000);
        Assert.All(forbidden, one => Assert.True(run.Sent.AsSpan().IndexOf(one.Bytes) < 0, one.What));
    }

    [Fact]
    public void Sent_KnownText_IsFound()
    {
        // The search itself: what must have been sent is found.
        Assert.True(run.Sent.AsSpan().IndexOf(Encoding.UTF8.GetBytes($"/sites/{Watched}/upload/0")) >= 0);
    }

    [Fact]
    public void Sent_MaskedUpdates_LookUniform()
    {
        var chunks = run.Setting.Federation.Requests.Where(request => request.Site == Watched && request.Request.Contains("/upload/", StringComparison.Ordinal)).Select(request => request.Body).ToList();

        // Four rounds of the same site; χ² of bytes with 255 degrees of freedom: mean 255, deviation 22.6.
        var bytes = chunks.SelectMany(body => body).ToArray();
        var expected = bytes.Length / 256.0;
        var chiSquare = bytes.CountBy(value => value).Sum(pair => Math.Pow(pair.Value - expected, 2) / expected);
        Assert.True(bytes.Length > 5_000);
        Assert.InRange(chiSquare, 255 - 6.5 * 22.6, 255 + 6.5 * 22.6);
    }

    [Fact]
    public async Task Verify_TranscriptOfARound_TellsWholeFromTampered()
    {
        var transcript = run.Setting.Federation.Transcript ?? throw new InvalidOperationException("A round has ended.");
        var whole = run.Setting.Folder.Write("whole.json", JsonSerializer.SerializeToUtf8Bytes(transcript, WireJson.Default.RoundTranscript));
        var fewer = run.Setting.Folder.Write("fewer.json", JsonSerializer.SerializeToUtf8Bytes(transcript with { Summed = [.. transcript.Summed.Take(2)] }, WireJson.Default.RoundTranscript));

        var good = await NetMlRun.StartAsync("federation", "verify", whole);
        var bad = await NetMlRun.StartAsync("federation", "verify", fewer);

        Assert.Equal((0, 1), (good.ExitCode, bad.ExitCode));
        Assert.Contains("is not verified", bad.Error);
    }

    [Fact]
    public async Task Audit_Command_SumsUpWhatWasSent()
    {
        var audit = Path.Combine(run.Setting.StateOf(Watched), "audit.log");
        var bytes = run.Setting.AuditOf(Watched).Sum(fields => long.Parse(fields[4], CultureInfo.InvariantCulture));

        var sums = await NetMlRun.StartAsync("site", "audit", audit);

        Assert.Equal(0, sums.ExitCode);
        Assert.Contains("masked update", sums.Output);
        Assert.Contains(bytes.ToString("N0", CultureInfo.InvariantCulture), sums.Output);
    }

    /// <summary>Addresses, labels, ids, times, sizes, features and counts of the watched site, in every form in which a program may write them.</summary>
    private static IEnumerable<(string What, byte[] Bytes)> Forbidden()
    {
        var batch = SiteCapture.Create(21);
        var graphs = SiteGraphs.Build([batch], FederationSetting.Plan);
        foreach (var address in batch.Addresses)
        {
            var bytes = IPAddress.Parse(address).GetAddressBytes();
            yield return ($"address {address} as text", Encoding.UTF8.GetBytes(address));
            yield return ($"address {address} in network order", bytes);
            yield return ($"address {address} reversed", [.. bytes.Reverse()]);
        }
        foreach (var text in (string[])["CquaggaUid", .. SiteCapture.Classes, "172.31", "10.21", "alder.log"])
            yield return ($"text {text}", Encoding.UTF8.GetBytes(text));
        long[] numbers =
        [
            SiteCapture.Flows, graphs.Items, graphs.Train.Flows, graphs.Test.Flows, batch.StartNanoseconds[7], batch.SourceBytes[1], batch.SourceBytes[1000], batch.DestinationBytes[2],
            batch.SourcePackets[4], batch.DurationNanoseconds[1],
        ];
        foreach (var number in numbers)
            foreach (var form in Forms(number))
                yield return ($"number {number}", form);
        foreach (var feature in graphs.Train.FlowFeatures.ToArray().Concat(graphs.Train.NodeFeatures.ToArray()).Where(value => value != Math.Round(value)).Distinct().Take(20))
            foreach (var form in Forms(feature))
                yield return ($"feature {feature}", form);
    }

    /// <summary>Text of four digits and more, 64 and 32 bits of both byte orders, and variable-length of four bytes and more: shorter ones occur by chance.</summary>
    private static IEnumerable<byte[]> Forms(long number)
    {
        if (number >= 1000)
            yield return Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture));
        var eight = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(eight, number);
        foreach (var form in BothOrders(eight))
            yield return form;
        if (number <= uint.MaxValue)
        {
            foreach (var form in BothOrders(eight[..4]))
                yield return form;
        }
        foreach (var form in Forms((double)number))
            yield return form;
        var variable = new List<byte>();
        for (var rest = number; rest > 0; rest >>= 7)
            variable.Add((byte)((rest & 127) | (rest > 127 ? 128L : 0L)));
        if (variable.Count >= 4)
            yield return [.. variable];
    }

    private static IEnumerable<byte[]> Forms(double number) =>
        [.. BothOrders(BitConverter.GetBytes(number)), .. BothOrders(BitConverter.GetBytes((float)number))];

    private static IEnumerable<byte[]> BothOrders(byte[] bytes) => [bytes, [.. bytes.Reverse()]];

    public sealed class Run : IAsyncLifetime
    {
        internal FederationSetting Setting { get; private set; } = null!;

        internal NetMlRun[] Agents { get; private set; } = [];

        internal byte[] Sent { get; private set; } = [];

        public async Task InitializeAsync()
        {
            Setting = await FederationSetting.StartAsync(FederationSetting.Plan);
            await using var proxy = new RecordingProxy(Setting.Gateway.Url);
            Agents = await Setting.JoinAllAsync(proxy.Url);
            // Digits that the site has from elsewhere hold every short number by chance: the proxy's port, and the server's digests in addresses.
            var text = Encoding.Latin1.GetString(proxy.Sent).Replace(new Uri(proxy.Url).Authority, "gateway", StringComparison.Ordinal);
            Sent = Encoding.Latin1.GetBytes(Regex.Replace(text, "(?<=task\\?after=|/vectors/)[0-9a-f]+", "digest"));
        }

        public Task DisposeAsync() => Setting.DisposeAsync().AsTask();
    }
}

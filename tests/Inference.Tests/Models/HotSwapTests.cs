using System.Net;
using Microsoft.Extensions.DependencyInjection;
using NetMl.Gnn;
using NetMl.Inference.Models;
using NetMl.Inference.Tests.Fixtures;

namespace NetMl.Inference.Tests.Models;

public sealed class HotSwapTests
{
    private static async Task<string> VersionAsync(HttpClient client, string path = "/v2/models/m/infer") =>
        (string)(await (await client.PostJsonAsync(path, SmallGraph.Request)).JsonAsync())["model_version"]!;

    [Fact]
    public async Task Swap_UnderLoad_FailsNoRequestAndEachAnswerIsItsVersions()
    {
        const int Versions = 6;
        var artifacts = Enumerable.Range(1, Versions).Select(Artifacts.Small).ToList();
        var expected = artifacts.Select(artifact => new NetworkClassifier(artifact).Predict(SmallGraph.Sample)).ToList();
        await using var inference = new InferenceUnderTest();
        inference.Shelf.Publish("m", artifacts[0]);
        using var client = await inference.ClientAsync();
        var seen = new bool[Versions];
        var done = new TaskCompletionSource();

        var callers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!done.Task.IsCompleted)
            {
                using var response = await client.PostJsonAsync("/v2/models/m/infer", SmallGraph.Request);
                var answer = await response.JsonAsync();
                var version = int.Parse((string)answer["model_version"]!, System.Globalization.CultureInfo.InvariantCulture);
                Assert.Equal(expected[version - 1], answer["outputs"]![0]!["data"]!.AsArray().Select(value => value!.GetValue<float>()));
                seen[version - 1] = true;
            }
        })).ToList();
        foreach (var artifact in artifacts.Skip(1))
        {
            await Task.WhenAny([.. callers, VersionAsync(client)]);
            inference.Shelf.Publish("m", artifact);
            await inference.RefreshAsync();
        }
        Assert.Equal($"{Versions}", await VersionAsync(client));
        done.SetResult();
        await Task.WhenAll(callers);

        Assert.True(seen[^1]);
        Assert.Equal($"{Versions}", await VersionAsync(client));
    }

    [Fact]
    public async Task Nudge_AfterPublication_SwapsWithoutWaitingForThePoll()
    {
        await using var inference = new InferenceUnderTest();
        inference.Shelf.Publish("m", Artifacts.Small(1));
        using var client = await inference.ClientAsync();
        inference.Shelf.Publish("m", Artifacts.Small(2));

        using var nudge = await client.PostAsync("/events/models-published", null);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (await VersionAsync(client) != "2")
            patience.Token.ThrowIfCancellationRequested();

        Assert.Equal(HttpStatusCode.OK, nudge.StatusCode);
    }

    [Fact]
    public async Task Poll_WithoutAnyEvent_FindsTheNewVersion()
    {
        await using var inference = new InferenceUnderTest().With("Inference:Models:PollInterval", "00:00:00.05");
        inference.Shelf.Publish("m", Artifacts.Small(1));
        using var client = await inference.ClientAsync();
        inference.Shelf.Publish("m", Artifacts.Small(2));

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (await VersionAsync(client) != "2")
            patience.Token.ThrowIfCancellationRequested();
    }

    [Fact]
    public async Task Alias_PointedBackToAnOlderVersion_IsFollowed()
    {
        await using var inference = new InferenceUnderTest();
        inference.Shelf.Publish("m", Artifacts.Small(1));
        inference.Shelf.Publish("m", Artifacts.Small(2));
        using var client = await inference.ClientAsync();

        inference.Shelf.Alias("m", "latest", 1);
        inference.Shelf.Alias("m", "canary", 2);
        await inference.RefreshAsync();

        Assert.Equal("1", await VersionAsync(client));
        Assert.Equal("2", await VersionAsync(client, "/v2/models/m/versions/canary/infer"));
    }

    [Fact]
    public async Task Latest_WithDamagedArtifact_LeavesTheFormerServingAndSaysWhy()
    {
        await using var inference = new InferenceUnderTest();
        inference.Shelf.Publish("m", Artifacts.Small(1));
        using var client = await inference.ClientAsync();
        inference.Shelf.Publish("m", Artifacts.Small(2), intact: false);

        await inference.RefreshAsync();

        Assert.Equal("1", await VersionAsync(client));
        using var named = await client.PostJsonAsync("/v2/models/m/versions/2/infer", SmallGraph.Request);
        Assert.Contains("SHA-256", await named.ErrorAsync(HttpStatusCode.ServiceUnavailable));
        Assert.NotNull(named.Headers.RetryAfter);
        var rows = (await (await client.PostAsync("/v2/repository/index", null)).JsonAsync()).AsArray();
        Assert.Equal("UNAVAILABLE", (string)rows[1]!["state"]!);
        Assert.Contains("damaged", (string)rows[1]!["reason"]!);
    }

    [Fact]
    public async Task Latest_RepairedLater_IsServedWithoutANewPublication()
    {
        await using var inference = new InferenceUnderTest();
        inference.Shelf.Publish("m", Artifacts.Small(1));
        using var client = await inference.ClientAsync();
        inference.Shelf.Publish("m", Artifacts.Small(2), intact: false);
        await inference.RefreshAsync();

        inference.Shelf.Repair(Artifacts.Small(2));
        await inference.RefreshAsync();

        Assert.Equal("2", await VersionAsync(client));
    }

    [Fact]
    public async Task OnlyVersion_WithMissingChunk_Answers503NamingTheChunk()
    {
        await using var inference = new InferenceUnderTest();
        inference.Shelf.Lose(inference.Shelf.Publish("m", Artifacts.Small(1)), 0);
        using var client = await inference.ClientAsync();

        Assert.Contains("chunk 0", await (await client.PostJsonAsync("/v2/models/m/infer", SmallGraph.Request)).ErrorAsync(HttpStatusCode.ServiceUnavailable));
        Assert.Contains("chunk 0", await (await client.PostJsonAsync("/v1/models/m/score", "")).ProblemAsync(HttpStatusCode.ServiceUnavailable));
    }

    [Fact]
    public async Task Version_AskedForByManyAtOnce_IsLoadedOnce()
    {
        await using var inference = new InferenceUnderTest();
        inference.Shelf.Publish("m", Artifacts.Small(1));
        inference.Shelf.Publish("m", Artifacts.Small(2));
        using var client = await inference.ClientAsync();
        var before = inference.Shelf.ChunkReads;
        var gate = new TaskCompletionSource();
        inference.Shelf.ChunkGate = gate.Task;

        var calls = Enumerable.Range(0, 10).Select(_ => VersionAsync(client, "/v2/models/m/versions/1/infer")).ToList();
        gate.SetResult();
        var versions = await Task.WhenAll(calls);

        Assert.All(versions, version => Assert.Equal("1", version));
        Assert.Equal(before + 1, inference.Shelf.ChunkReads);
    }

    [Fact]
    public async Task Model_PublishedSinceTheLastPoll_IsFoundOnDemand()
    {
        await using var inference = new InferenceUnderTest();
        using var client = await inference.ClientAsync();
        inference.Shelf.Publish("m", Artifacts.Small(1));

        Assert.Equal("1", await VersionAsync(client));
    }

    [Fact]
    public async Task Model_WithdrawnFromTheRegistry_IsForgotten()
    {
        await using var inference = new InferenceUnderTest();
        inference.Shelf.Publish("m", Artifacts.Small(1));
        using var client = await inference.ClientAsync();
        inference.Shelf.Withdraw("m");

        await inference.RefreshAsync();

        Assert.Contains("none has been published", await (await client.PostJsonAsync("/v2/models/m/infer", SmallGraph.Request)).ErrorAsync(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task Store_DownAfterLoading_DoesNotDisturbServing()
    {
        await using var inference = new InferenceUnderTest();
        inference.Shelf.Publish("m", Artifacts.Small(1));
        inference.Shelf.Publish("m", Artifacts.Small(2));
        using var client = await inference.ClientAsync();
        inference.Shelf.IsDown = true;

        Assert.Equal("2", await VersionAsync(client));
        Assert.Contains("store cannot be read", await (await client.PostJsonAsync("/v2/models/m/versions/1/infer", SmallGraph.Request)).ErrorAsync(HttpStatusCode.ServiceUnavailable));
        Assert.Contains("registry cannot be read", await (await client.PostJsonAsync("/v2/models/n/infer", SmallGraph.Request)).ErrorAsync(HttpStatusCode.ServiceUnavailable));
    }

    [Fact]
    public async Task Loaded_BeyondTheBound_LeaveLeastRecentlyUsedFirst()
    {
        await using var inference = new InferenceUnderTest().With("Inference:Models:MaxLoaded", "3");
        for (var version = 1; version <= 5; version++)
            inference.Shelf.Publish("m", Artifacts.Small(version));
        using var client = await inference.ClientAsync();

        foreach (var version in (int[])[1, 2, 1, 3])
            Assert.Equal($"{version}", await VersionAsync(client, $"/v2/models/m/versions/{version}/infer"));

        var loaded = inference.Services.GetRequiredService<ModelCatalog>().State.Loaded.Keys.Select(key => key.Version).Order();
        Assert.Equal([1, 3, 5], loaded);
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using NetMl.Contracts.Federation;
using NetMl.Contracts.Training;
using NetMl.Federation.Rounds;
using NetMl.Training.Tests.System;

namespace NetMl.Training.Tests.Federations;

/// <summary>The coordinator with a real development sidecar: over HTTP, with restarts, and with nobody but the reminder to end a step.</summary>
public sealed class FederationSystemTests
{
    [SkippableFact]
    public async Task Federation_CoordinatorAndSidecarKilledInMidRound_GoesOnAndPublishesOnce()
    {
        await using var system = await TrainingSystem.StartAsync("coordinator");
        var plan = Gathering.PlanOf(secure: true, rounds: 1);
        var sites = await JoinAsync(system, plan, "a", "b", "c");
        try
        {
            await StepsAsync(sites, until: task => task is { Purpose: Purposes.Training, Step: RoundSteps.Confirm });
            await system.StopServiceAsync("coordinator");
            system.Sidecar.Kill();
            await system.Sidecar.StartAsync();
            await system.StartServiceAsync("coordinator");
            await StepsAsync(sites, until: task => FederationStates.IsFinal(task.State));

            var status = await system.Api.GetFromJsonAsync<FederationStatus>("/v1/federations/banks");
            Assert.Equal((FederationStates.Completed, null), (status?.State, status?.Error));
            Assert.Equal([1, 1, 1, 1], status?.Rounds.Select(round => round.Attempts));
            var model = await system.Api.GetFromJsonAsync<ModelEntry>("/v1/models/m");
            Assert.Equal($"federation/banks/{(await sites[0].TaskAsync()).Run}", Assert.Single(model?.Versions ?? []).Job);
            Assert.Equal(["banks"], (await system.Api.GetFromJsonAsync<FederationStatus[]>("/v1/federations") ?? []).Select(known => known.Plan.Name));
        }
        finally
        {
            sites.ForEach(site => site.Dispose());
        }
    }

    [SkippableFact]
    public async Task Federation_Private_ModelIsListedWithItsEpsilon()
    {
        await using var system = await TrainingSystem.StartAsync("coordinator");
        var sites = await JoinAsync(system, Gathering.PlanOf(secure: true, rounds: 1) with { Privacy = new PrivacyPlan("central", MaximumEpsilon: 3) }, "a", "b", "c");
        try
        {
            sites.ForEach(site => site.Weight = 1);
            await StepsAsync(sites, until: task => FederationStates.IsFinal(task.State));

            var status = await system.Api.GetFromJsonAsync<FederationStatus>("/v1/federations/banks");
            var version = Assert.Single((await system.Api.GetFromJsonAsync<ModelEntry>("/v1/models/m"))?.Versions ?? []);
            Assert.InRange(version.Epsilon ?? 0, 2.9, 3);
            Assert.Equal((status?.Epsilon, 1e-5), (version.Epsilon, version.Delta));
        }
        finally
        {
            sites.ForEach(site => site.Dispose());
        }
    }

    [SkippableFact]
    public async Task Deadline_NobodyCalls_TheReminderEndsTheStep()
    {
        await using var system = await TrainingSystem.StartAsync("coordinator");
        var sites = await JoinAsync(system, Gathering.PlanOf(secure: false) with { Deadlines = new DeadlinePlan(2, 300) }, "a", "b", "c");
        using var stream = await system.Api.GetStreamAsync("/v1/federations/banks/events");
        using var reader = new StreamReader(stream);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));

        FederationStatus? seen = null;
        while (seen is not { Attempt: > 1 })
        {
            var line = await reader.ReadLineAsync(patience.Token);
            if (line?.StartsWith("data: ", StringComparison.Ordinal) == true)
                seen = JsonSerializer.Deserialize(line[6..], Contracts.WireJson.Default.FederationStatus);
        }

        Assert.Contains("attempt 1 was given up", seen.Note);
        sites.ForEach(site => site.Dispose());
    }

    [SkippableFact]
    public async Task Api_WrongInput_AnswersOneSentence()
    {
        await using var system = await TrainingSystem.StartAsync("coordinator");
        var plan = Gathering.PlanOf(secure: false);
        using var created = await CreateAsync(system, plan);
        using var link = await HttpLink.OfAsync(system.Api, "banks", "a");
        (HttpMethod Method, string Path, object? Body, HttpStatusCode Status, string Word)[] calls =
        [
            (HttpMethod.Post, "/v1/federations", plan with { Name = "x", Rounds = 0 }, HttpStatusCode.BadRequest, "rounds"),
            (HttpMethod.Post, "/v1/federations", plan, HttpStatusCode.Conflict, "banks"),
            (HttpMethod.Get, "/v1/federations/none", null, HttpStatusCode.NotFound, "none"),
            (HttpMethod.Get, "/v1/federations/none/events", null, HttpStatusCode.NotFound, "none"),
            (HttpMethod.Delete, "/v1/federations/none", null, HttpStatusCode.NotFound, "none"),
            (HttpMethod.Post, "/v1/federations/banks/keys", new SiteKeyRequest("No Name"), HttpStatusCode.BadRequest, "site"),
            (HttpMethod.Post, "/v1/federations/none/keys", new SiteKeyRequest("a"), HttpStatusCode.NotFound, "none"),
            (HttpMethod.Delete, "/v1/federations/banks/keys/zz", null, HttpStatusCode.NotFound, "zz"),
            (HttpMethod.Get, "/v1/federations/banks/rounds/1/transcript", null, HttpStatusCode.NotFound, "transcript"),
            (HttpMethod.Get, "/v1/federations/banks/sites/a/task", null, HttpStatusCode.Forbidden, "own key"),
        ];

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        foreach (var (method, path, body, status, word) in calls)
            await RefusedAsync(await system.Api.SendAsync(new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body, body.GetType()) }), status, word);
        await RefusedAsync(await link.Http.GetAsync("inbox?round=1&attempt=1&step=dance"), HttpStatusCode.BadRequest, "shares");
        await RefusedAsync(await link.Http.GetAsync("inbox?round=1&attempt=1&step=shares"), HttpStatusCode.Conflict, "shares");
        await RefusedAsync(await link.Http.GetAsync("vectors/00"), HttpStatusCode.NotFound, "vector");
        await RefusedAsync(await link.Http.PostAsync("messages", new ByteArrayContent([1, 2, 3])), HttpStatusCode.BadRequest, "body");
        await RefusedAsync(await link.Http.PostAsync("messages", new ByteArrayContent(new byte[2 << 20])), HttpStatusCode.RequestEntityTooLarge, "longer");
        await RefusedAsync(await link.Http.PutAsync("upload/0?round=1&attempt=1", new ByteArrayContent([1])), HttpStatusCode.Conflict, "announced");
    }

    private static async Task RefusedAsync(HttpResponseMessage response, HttpStatusCode status, string word)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(status == response.StatusCode, $"{response.RequestMessage?.RequestUri}: {(int)response.StatusCode} {body}");
        Assert.Contains(word, JsonDocument.Parse(body).RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
        response.Dispose();
    }

    private static async Task<HttpResponseMessage> CreateAsync(TrainingSystem system, FederationPlan plan)
    {
        HttpResponseMessage? created = null;
        await Eventually.TrueAsync("the federation is taken", async () =>
        {
            created = await system.Api.PostAsJsonAsync("/v1/federations", plan);
            return created.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.InternalServerError);
        });
        return created ?? throw new InvalidOperationException();
    }

    private static async Task<List<TestSite>> JoinAsync(TrainingSystem system, FederationPlan plan, params string[] names)
    {
        using var created = await CreateAsync(system, plan);
        Assert.True(created.IsSuccessStatusCode, await created.Content.ReadAsStringAsync());
        var sites = new List<TestSite>();
        foreach (var name in names)
        {
            sites.Add(new TestSite(name, await HttpLink.OfAsync(system.Api, plan.Name, name), plan));
            await sites[^1].EnrolAsync();
        }
        return sites;
    }

    private static Task StepsAsync(List<TestSite> sites, Func<SiteTask, bool> until) => Eventually.TrueAsync("the federation goes on", async () =>
    {
        foreach (var site in sites)
        {
            var task = await site.TaskAsync();
            if (until(task))
                return true;
            await site.ActAsync(task);
        }
        return false;
    });
}

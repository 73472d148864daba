using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using NetMl.Contracts;
using NetMl.Contracts.Datasets;
using NetMl.Flows;
using NetMl.GraphFeature.Behaviours;
using NetMl.GraphFeature.Ownership;

namespace NetMl.GraphFeature.Tests;

/// <summary>The service in this process, on a real SQLite file in a folder that can outlive it.</summary>
internal sealed class GraphFeatureApp(DataFolder folder, params (string Key, string Value)[] settings) : WebApplicationFactory<Program>
{
    public CapturedFindings Published { get; } = new();

    /// <summary>Why the service does not start; null = it does.</summary>
    /// <remarks>When it stops quickly, WebApplicationFactory may find it gone before it learns why; then it is started again.</remarks>
    public static async Task<Exception?> StartErrorAsync(DataFolder folder, params (string Key, string Value)[] settings)
    {
        Exception? error;
        do
        {
            await using var app = new GraphFeatureApp(folder, settings);
            error = Record.Exception(() => app.CreateClient());
        }
        while (error is ObjectDisposedException);
        return error;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("FlowStore:Path", folder.Database);
        builder.UseSetting("Behaviours:QuietMilliseconds", "20");
        foreach (var (key, value) in settings)
            builder.UseSetting(key, value);
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<IFindingBroker>(Published);
            services.AddSingleton<IDatasetOwners, LocalOwners>();
        });
    }

    /// <summary>Delivers a batch as the sidecar does: a CloudEvent around the frame.</summary>
    public Task<HttpResponseMessage> DeliverAsync(string dataset, string batchId, FlowBatch batch) =>
        DeliverAsync(FlowFrame.Encode(dataset, batchId, batch));

    public async Task<HttpResponseMessage> DeliverAsync(byte[] frame)
    {
        using var client = CreateClient();
        return await DeliverAsync(client, frame);
    }

    /// <summary>The same to wherever a client leads.</summary>
    public static async Task<HttpResponseMessage> DeliverAsync(HttpClient client, byte[] frame)
    {
        var envelope = JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["id"] = "1",
            ["source"] = AppIds.Ingest,
            ["type"] = "com.dapr.event.sent",
            ["specversion"] = "1.0",
            ["datacontenttype"] = "application/octet-stream",
            ["topic"] = Topics.FlowsIngested,
            ["pubsubname"] = DaprComponents.PubSub,
            ["data_base64"] = Convert.ToBase64String(frame),
        });
        using var content = new StringContent(envelope, Encoding.UTF8);
        content.Headers.ContentType = new("application/cloudevents+json");
        return await client.PostAsync("/events/flows-ingested", content);
    }

    /// <summary>Delivers batches and waits until the analysis has seen them: the event stream tells when to look again.</summary>
    public async Task<DatasetSummary> DeliverAndAnalyseAsync(string dataset, IEnumerable<FlowBatch> batches)
    {
        var number = 0;
        foreach (var batch in batches)
            (await DeliverAsync(dataset, $"batch-{number++}", batch)).EnsureSuccessStatusCode();
        return await AnalysedAsync(dataset);
    }

    public async Task<DatasetSummary> AnalysedAsync(string dataset)
    {
        using var client = CreateClient();
        var changes = Services.GetRequiredService<FindingChanges>();
        while (true)
        {
            var next = changes.Next;
            var summary = await GetAsync<DatasetSummary>(client, $"/v1/datasets/{dataset}");
            if (summary.AnalysedRows == summary.Rows)
                return summary;
            await next.WaitAsync(TimeSpan.FromMinutes(2));
        }
    }

    public async Task<T> GetAsync<T>(string path)
    {
        using var client = CreateClient();
        return await GetAsync<T>(client, path);
    }

    private static async Task<T> GetAsync<T>(HttpClient client, string path) =>
        await client.GetFromJsonAsync<T>(path) ?? throw new InvalidOperationException($"{path} answered null.");
}

using System.Net;
using System.Net.Http.Json;
using System.Web;
using NetMl.Flows;

namespace NetMl.Inference.Tests.Fixtures;

/// <summary>What graph-feature would answer: the flows of data sets as frames, and tensors of graphs.</summary>
internal sealed class StoredData : HttpMessageHandler
{
    /// <summary>Flows by data set.</summary>
    public Dictionary<string, FlowBatch> Flows { get; } = [];

    /// <summary>Tensors by graph.</summary>
    public Dictionary<string, byte[]> Graphs { get; } = [];

    /// <summary>Names of nodes by graph, and the version that they are of.</summary>
    public Dictionary<string, (string Version, string[] Names)> Names { get; } = [];

    public HttpClient Client() => new(this) { BaseAddress = new Uri("http://graph-feature/") };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string[] path = (request.RequestUri?.AbsolutePath ?? "").Trim('/').Split('/');
        var answer = path switch
        {
            ["internal", "datasets", var dataset, "flows"] when Flows.TryGetValue(dataset, out var flows) => Bytes(FlowFrame.Encode(dataset, "batch", Between(flows, request.RequestUri?.Query ?? ""))),
            ["internal", "graphs", var graph, "tensors"] when Graphs.TryGetValue(graph, out var tensors) => Bytes(tensors),
            ["internal", "graphs", var graph, "names"] when Names.TryGetValue(graph, out var named) => Named(named.Version, named.Names),
            _ => new HttpResponseMessage(HttpStatusCode.NotFound) { Content = JsonContent.Create(new { detail = $"There is no '{path[^2]}'." }) },
        };
        return Task.FromResult(answer);
    }

    private static HttpResponseMessage Bytes(byte[] bytes) => new(HttpStatusCode.OK) { Content = new ByteArrayContent(bytes) };

    private static HttpResponseMessage Named(string version, string[] names)
    {
        var answer = new HttpResponseMessage(HttpStatusCode.OK) { Content = JsonContent.Create(names) };
        answer.Headers.ETag = new System.Net.Http.Headers.EntityTagHeaderValue($"\"{version}\"");
        return answer;
    }

    private static FlowBatch Between(FlowBatch flows, string query)
    {
        var times = HttpUtility.ParseQueryString(query);
        long Of(string name, long absent) => times[name] is { Length: > 0 } text
            ? (DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture) - DateTimeOffset.UnixEpoch).Ticks * 100
            : absent;
        var (from, to, builder) = (Of("from", long.MinValue), Of("to", long.MaxValue), new FlowBatchBuilder());
        for (var row = 0; row < flows.Count; row++)
            if (flows.StartNanoseconds[row] >= from && flows.StartNanoseconds[row] < to)
                builder.Add(flows.Record(row));
        return builder.Build();
    }
}

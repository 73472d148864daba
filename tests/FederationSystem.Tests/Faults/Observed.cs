using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using NetMl.Contracts;

namespace NetMl.FederationSystem.Tests.Faults;

/// <summary>What passed the links, whether it arrived or not.</summary>
internal sealed class Observed
{
    private readonly ConcurrentDictionary<string, int> _counts = [];

    /// <summary>Shared vectors by their hash.</summary>
    public ConcurrentDictionary<string, byte[]> Vectors { get; } = [];

    /// <summary>Updates that the server called complete.</summary>
    public ConcurrentDictionary<(string Site, int Round, int Attempt), bool> Acknowledged { get; } = [];

    /// <summary>Updates whose chunks were sent.</summary>
    public ConcurrentDictionary<(string Site, int Round, int Attempt), bool> Sent { get; } = [];

    /// <summary>Answers that no site should ever get, whatever happens on the way.</summary>
    public ConcurrentQueue<string> Unexpected { get; } = [];

    public void Count(string what) => _counts.AddOrUpdate(what, 1, (_, count) => count + 1);

    public void Sending(Call call)
    {
        if (call.Kind == Call.Chunk)
            Sent.TryAdd((call.Site, call.Round, call.Attempt), true);
    }

    public void Answered(Call call, Answer answer, bool isDuplicate)
    {
        Count($"{(isDuplicate ? "duplicates" : "calls")} answered with {answer.Status}");
        if (answer.Status is not (200 or 409 or 429 or 502 or 503 or 504) && !(answer.Status == 404 && call.Path.Contains("/vectors/", StringComparison.Ordinal)))
            Unexpected.Enqueue($"{call.Site}: {call.Method} {call.Path} ({call.Kind}) → {answer.Status} {Encoding.UTF8.GetString(answer.Body)}");
        if (answer.Status != 200)
            return;
        if (call.Path.Contains("/vectors/", StringComparison.Ordinal))
            Vectors.TryAdd(call.Path[(call.Path.LastIndexOf('/') + 1)..], answer.Body);
        if (call.Kind == Call.Chunk && JsonSerializer.Deserialize(answer.Body, WireJson.Default.MessageReceipt) is { Missing.Count: 0 })
            Acknowledged.TryAdd((call.Site, call.Round, call.Attempt), true);
    }

    public override string ToString() => string.Join(", ", _counts.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => $"{count.Key} {count.Value}"));
}

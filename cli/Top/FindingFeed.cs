using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using NetMl.Cli.Api;
using NetMl.Contracts;
using NetMl.Contracts.Datasets;

namespace NetMl.Cli.Top;

/// <summary>Follows the findings of one data set for as long as it is asked to; a stream that breaks is taken up where it broke.</summary>
internal sealed class FindingFeed(GatewayClient gateway, string dataset)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, BehaviourFinding> _findings = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private string? _lastEvent;

    public string Dataset => dataset;

    /// <summary>The latest by the time of their last flow.</summary>
    public IReadOnlyList<BehaviourFinding> Latest(int most, out int total)
    {
        lock (_lock)
        {
            total = _findings.Count;
            return [.. _findings.Values.OrderByDescending(finding => finding.Last).ThenByDescending(finding => finding.Score).ThenBy(finding => finding.Id, StringComparer.Ordinal).Take(most)];
        }
    }

    /// <summary>Ends when cancelled, or when the data set is gone and its findings with it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await ReadAsync(cancellationToken);
            }
            catch (GatewayRefusal refusal) when (refusal.Status == HttpStatusCode.NotFound)
            {
                lock (_lock)
                    _findings.Clear();
                return;
            }
            catch (Exception broken) when (broken is CommandFailure or IOException or HttpRequestException or JsonException)
            {
                // The screen says that the gateway is away; the stream is tried again.
            }
            await Task.Delay(Pause, cancellationToken);
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        using var response = await gateway.SendAsync(Request, $"the findings of data set '{dataset}'", cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var events = SseParser.Create(body);
        await foreach (var one in events.EnumerateAsync(cancellationToken))
        {
            Take(one.EventType, one.Data);
            _lastEvent = events.LastEventId is { Length: > 0 } id ? id : _lastEvent;
        }
    }

    /// <summary>Findings have no name; withdrawn ones and a reset have.</summary>
    private void Take(string kind, string text)
    {
        lock (_lock)
        {
            if (kind == "reset")
                _findings.Clear();
            else if (JsonSerializer.Deserialize(text, WireJson.Default.BehaviourFinding) is { Id: not null } finding)
            {
                if (kind == "withdrawn")
                    _findings.Remove(finding.Id);
                else
                    _findings[finding.Id] = finding;
            }
        }
    }

    private HttpRequestMessage Request()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"{DatasetsApi.Path(dataset)}/behaviours/stream");
        if (_lastEvent is not null)
            request.Headers.TryAddWithoutValidation("Last-Event-ID", _lastEvent);
        return request;
    }
}

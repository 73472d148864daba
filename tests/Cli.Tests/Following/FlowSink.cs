using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace NetMl.Cli.Tests.Following;

/// <summary>Takes uploads as the system does: a key that comes again stores nothing, and must come with the same bytes.</summary>
internal sealed class FlowSink
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _bodies = new(StringComparer.Ordinal);
    private readonly List<string> _rows = [];
    private TaskCompletionSource _change = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Decides about each upload before it is stored; null = store it.</summary>
    public Func<string, IResult?> Refuse { get; set; } = static _ => null;

    /// <summary>Called after an upload was stored, before it is answered.</summary>
    public Func<Task> BeforeAnswer { get; set; } = static () => Task.CompletedTask;

    /// <summary>All rows stored, in the order in which they came.</summary>
    public IReadOnlyList<string> Rows
    {
        get
        {
            lock (_lock)
                return [.. _rows];
        }
    }

    public IReadOnlyCollection<string> Bodies => _bodies.Values;

    public void Map(WebApplication app) => app.MapPost("/v1/datasets/{dataset}/flows", HandleAsync);

    /// <summary>Waits until this many rows are stored.</summary>
    public async Task WaitAsync(int rows)
    {
        while (true)
        {
            Task change;
            lock (_lock)
            {
                if (_rows.Count >= rows)
                    return;
                change = _change.Task;
            }
            await change.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    private async Task<IResult> HandleAsync(string dataset, HttpRequest request)
    {
        var body = await new StreamReader(request.Body, Encoding.UTF8).ReadToEndAsync();
        if (Refuse(body) is { } refusal)
            return refusal;
        var key = request.Headers["Idempotency-Key"].ToString();
        Assert.NotEmpty(key);
        string[] rows = [.. body.Split('\n').Where(line => line.Length > 0 && line[0] != '#')];
        lock (_lock)
        {
            if (_bodies.TryGetValue(key, out var before))
                Assert.Equal(before, body);
            else
                _rows.AddRange(rows);
            _bodies[key] = body;
            _change.SetResult();
            _change = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        await BeforeAnswer();
        return Results.Json(Samples.Accepted(dataset, rows.Length), statusCode: 202);
    }
}

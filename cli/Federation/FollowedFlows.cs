using NetMl.Cli.Following;
using NetMl.Flows;

namespace NetMl.Cli.Federation;

/// <summary>A growing log: what has come since the last look is added, the oldest flows beyond the limit are forgotten.</summary>
internal sealed class FollowedFlows(string path, SiteLimits limits) : ISiteFlows
{
    private readonly List<FlowBatch> _kept = [];
    private IReadOnlyList<FlowBatch> _snapshot = [];
    private GrowingFile? _log;
    private long _position;
    private long _count;

    public async Task<IReadOnlyList<FlowBatch>> ReadAsync(CancellationToken cancellationToken)
    {
        var before = _position;
        _log ??= GrowingFile.TryOpen(path) ?? throw new CommandFailure($"The file '{path}' does not exist: check the path.");
        await ReadNewLinesAsync(isComplete: false, cancellationToken);
        if (HasSuccessor())
        {
            await ReadNewLinesAsync(isComplete: true, cancellationToken);
            _log.Dispose();
            (_log, _position, before) = (GrowingFile.TryOpen(path), 0, -1);
            if (_log is not null)
                await ReadNewLinesAsync(isComplete: false, cancellationToken);
        }
        Forget();
        return _snapshot = before == _position ? _snapshot : [.. _kept];
    }

    public void Dispose() => _log?.Dispose();

    /// <summary>The log was rotated or cut off: another file lies at the path.</summary>
    private bool HasSuccessor()
    {
        using var now = GrowingFile.TryOpen(path);
        return _log is not null && (_log.Length < _position || (now is { Length: > 0 } && !_log.BeginsAs(now)));
    }

    private async Task ReadNewLinesAsync(bool isComplete, CancellationToken cancellationToken)
    {
        if (_log is not { } log || await log.ReadHeaderAsync(null, cancellationToken) is not { } header)
            return;
        while (await log.ReadLinesAsync(_position, GrowingFile.ChunkBytes, isComplete, cancellationToken) is { IsEmpty: false } lines)
        {
            var isFirst = _position == 0;
            _position += lines.Length;
            if (LogHeader.AreComments(lines.Span))
                continue;
            using var text = new MemoryStream(isFirst ? lines.ToArray() : [.. header.Span, .. lines.Span]);
            try
            {
                await foreach (var batch in FlowFileReader.ReadAsync(text, null).WithCancellation(cancellationToken))
                {
                    _kept.Add(batch);
                    _count += batch.Count;
                }
            }
            catch (FlowInputException exception)
            {
                throw new CommandFailure($"The file '{path}' cannot be read: {exception.Message.TrimEnd('.')}.");
            }
        }
    }

    /// <summary>Whole batches, the oldest first; the last one stays.</summary>
    private void Forget()
    {
        while (_kept.Count > 1 && _count > limits.MaxFlows)
        {
            _count -= _kept[0].Count;
            _kept.RemoveAt(0);
        }
    }
}

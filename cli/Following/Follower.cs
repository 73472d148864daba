using System.Net;
using NetMl.Cli.Api;
using NetMl.Flows;

namespace NetMl.Cli.Following;

/// <summary>Sends a growing log line by line to one data set, through restarts and rotation, each line once.</summary>
/// <remarks>
/// Before a chunk is sent, its end is written down; after it is acknowledged, that. Whatever happens between, the next start sends the same
/// bytes under the same key, which the system stores once.
/// </remarks>
internal sealed class Follower(PositionFile file, ChunkDelivery delivery, FlowFormat? format, FollowPace pace, Action<string> say, TimeProvider time)
{
    private long _lastSent = long.MinValue;

    /// <summary>Flows accepted since the start.</summary>
    public long Accepted { get; private set; }

    /// <summary>Rows since the start that could not be read.</summary>
    public long Rejected { get; private set; }

    /// <summary>Called after each acknowledged chunk.</summary>
    public Action<FollowPosition> Progress { get; init; } = static _ => { };

    private FollowPosition Position => file.Position;

    /// <summary>Goes on until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            using var log = GrowingFile.TryOpen(Position.Path);
            if (log is not null && IsOurs(log))
                await FollowAsync(log, cancellationToken);
            else if (log is not null && Position.Known is not null)
                await FinishRotatedAsync(cancellationToken);
            else
                await Task.Delay(pace.Poll, time, cancellationToken);
        }
    }

    /// <summary>Nothing of another file has been sent, or this is that file and all of what was sent is there.</summary>
    private bool IsOurs(GrowingFile log) => Position.Known is not { } known || (log.Length >= Position.End && known.Fits(log.Handle));

    /// <summary>Sends what comes, until another file lies at the path or this one was truncated.</summary>
    private async Task FollowAsync(GrowingFile log, CancellationToken cancellationToken)
    {
        while (IsOurs(log))
        {
            if (await TrySendAsync(log, isComplete: false, cancellationToken))
                continue;
            if (await HasSuccessorAsync(log, cancellationToken))
            {
                await FinishAsync(log, cancellationToken);
                return;
            }
            await Task.Delay(pace.Poll, time, cancellationToken);
        }
    }

    /// <summary>Whoever writes the log has gone on: another file lies at the path and has a whole line.</summary>
    private async Task<bool> HasSuccessorAsync(GrowingFile log, CancellationToken cancellationToken)
    {
        using var now = GrowingFile.TryOpen(Position.Path);
        return now is not null && !log.BeginsAs(now)
            && !(await now.ReadLinesAsync(0, FlowFileReader.DetectBytes, isComplete: false, cancellationToken)).IsEmpty;
    }

    /// <summary>The rest of a file that was renamed, copied or compressed while nobody looked.</summary>
    private async Task FinishRotatedAsync(CancellationToken cancellationToken)
    {
        if (await RotatedFile.FindAsync(Position, cancellationToken) is not var (rotated, where))
        {
            say($"'{Position.Path}' holds another log now, and the one before is not in its folder: what it had after byte {Position.Acknowledged} was not sent.");
            file.Save(Position.OfNextFile());
            return;
        }
        using (rotated)
            await FinishAsync(rotated, cancellationToken);
        if (RotatedFile.NamesAfter(Position, where) is { Count: > 0 } between)
            say($"Logs beside '{Position.Path}' are newer than the one that was followed: {string.Join(", ", between)}. Send them with 'netml ingest' if they came between.");
    }

    private async Task FinishAsync(GrowingFile log, CancellationToken cancellationToken)
    {
        while (await TrySendAsync(log, isComplete: true, cancellationToken))
        {
            // Until nothing is left.
        }
        say($"'{Position.Path}' was rotated: {Position.Acknowledged} bytes of the log before are sent, the new one follows.");
        file.Save(Position.OfNextFile());
    }

    /// <summary>Sends the next chunk if one is due; false = nothing was sent.</summary>
    private async Task<bool> TrySendAsync(GrowingFile log, bool isComplete, CancellationToken cancellationToken)
    {
        if (await log.ReadHeaderAsync(format, cancellationToken) is not { } header)
            return false;
        var lines = Position.Pending is { } end
            ? await log.ReadAsync(Position.Acknowledged, end, cancellationToken)
            : await TakeAsync(log, header.Length, isComplete, cancellationToken);
        if (lines.IsEmpty)
            return false;
        _lastSent = time.GetTimestamp();
        if (!LogHeader.AreComments(lines.Span))
            await SendAsync(Position.Acknowledged == 0 ? ReadOnlyMemory<byte>.Empty : header, lines, cancellationToken);
        file.Save(Position with { Acknowledged = Position.End, Pending = null });
        Progress(Position);
        return true;
    }

    /// <summary>The next lines, noted as pending; empty when there are none or it is too early.</summary>
    private async Task<ReadOnlyMemory<byte>> TakeAsync(GrowingFile log, int headerBytes, bool isComplete, CancellationToken cancellationToken)
    {
        var waiting = log.Length - Position.Acknowledged;
        var isDue = isComplete || waiting >= GrowingFile.ChunkBytes || _lastSent == long.MinValue || time.GetElapsedTime(_lastSent) >= pace.Every;
        if (waiting == 0 || !isDue)
            return ReadOnlyMemory<byte>.Empty;
        var lines = await log.ReadLinesAsync(Position.Acknowledged, GrowingFile.ChunkBytes, isComplete, cancellationToken);
        var end = Position.Acknowledged + lines.Length;
        if (lines.IsEmpty || end <= headerBytes)
            return ReadOnlyMemory<byte>.Empty;
        var known = Fingerprint.Of(log.Handle, end);
        file.Save(Position with { Known = known, Name = Position.Name.Length > 0 ? Position.Name : known.Sha256, Pending = end });
        return lines;
    }

    private async Task SendAsync(ReadOnlyMemory<byte> header, ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await delivery.SendAsync(Position, header, lines, cancellationToken);
            (Accepted, Rejected) = (Accepted + answer.RowsAccepted, Rejected + answer.RowsRejected);
        }
        catch (GatewayRefusal refusal) when (refusal.Status == HttpStatusCode.BadRequest && Position.Acknowledged > 0)
        {
            // Earlier chunks were understood, so these lines are at fault, and not the settings.
            say($"Bytes {Position.Acknowledged} to {Position.End} of '{Position.Path}' were refused and are left out: {refusal.Message}");
        }
        catch (GatewayRefusal) when (Position.Acknowledged == 0)
        {
            file.Save(Position.OfNextFile());
            throw;
        }
    }
}

/// <summary>How often a growing log is looked at and sent.</summary>
/// <param name="Every">Lines wait at most this long, unless there are many.</param>
internal sealed record FollowPace(TimeSpan Poll, TimeSpan Every)
{
    public static FollowPace Of(int seconds) => new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(seconds));
}

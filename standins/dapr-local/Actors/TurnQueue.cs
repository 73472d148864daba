using DaprLocal.Api;

namespace DaprLocal.Actors;

/// <summary>One turn at a time, in the order of asking. A call that carries the reentrancy id of the turn under way enters it.</summary>
public sealed class TurnQueue
{
    // Bounded: a caller that finds this many others waiting is refused.
    private const int LongestQueue = 1000;

    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource<bool>> _waiting = new();
    private string? _reentrancyId;
    private int _depth;
    private bool _closed;

    public bool IsBusy
    {
        get
        {
            lock (_lock)
                return _depth > 0;
        }
    }

    /// <summary>Waits for the turn. False when the actor was put away meanwhile: the caller starts anew.</summary>
    /// <param name="reentrancyId">Id that the turn gets, or that lets the call into the turn under way; null = not reentrant.</param>
    public async ValueTask<bool> EnterAsync(string? reentrancyId, int maxDepth, CancellationToken cancellationToken)
    {
        TaskCompletionSource<bool> place;
        lock (_lock)
        {
            if (_closed)
                return false;
            if (_depth == 0 && _waiting.Count == 0)
            {
                Begin(reentrancyId);
                return true;
            }
            if (_depth > 0 && reentrancyId is not null && reentrancyId == _reentrancyId)
            {
                if (_depth >= maxDepth)
                    throw new DaprException(StatusCodes.Status500InternalServerError, "ERR_ACTOR_STACK_DEPTH", "maximum stack depth exceeded");
                _depth++;
                return true;
            }
            if (_waiting.Count >= LongestQueue)
                throw new DaprException(StatusCodes.Status500InternalServerError, "ERR_ACTOR_INVOKE_METHOD", $"error invoke actor method: {LongestQueue} calls already wait for this actor");
            place = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(place);
        }
        await using var registration = cancellationToken.Register(() => place.TrySetCanceled(cancellationToken));
        if (!await place.Task)
            return false;
        lock (_lock)
            _reentrancyId = reentrancyId;
        return true;
    }

    /// <summary>Takes the turn only if nobody has it and nobody waits.</summary>
    public bool TryEnter()
    {
        lock (_lock)
        {
            if (_closed || _depth > 0 || _waiting.Count > 0)
                return false;
            Begin(null);
            return true;
        }
    }

    public void Exit()
    {
        lock (_lock)
        {
            if (--_depth > 0)
                return;
            _reentrancyId = null;
            while (_depth == 0 && _waiting.TryDequeue(out var next))
            {
                _depth = 1;
                if (!next.TrySetResult(true))
                    _depth = 0; // that caller has given up
            }
        }
    }

    /// <summary>Ends the queue while holding the turn, unless somebody waits. Nobody enters afterwards.</summary>
    public bool TryClose()
    {
        lock (_lock)
        {
            if (_waiting.Any(place => !place.Task.IsCompleted))
                return false;
            return _closed = true;
        }
    }

    private void Begin(string? reentrancyId)
    {
        _depth = 1;
        _reentrancyId = reentrancyId;
    }
}

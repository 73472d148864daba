using Microsoft.Extensions.Time.Testing;

namespace NetMl.Ingest.Tests.Fixtures;

/// <summary>A clock that stands still until the test moves it, and tells when somebody begins to wait for just this long.</summary>
internal sealed class SignallingTime(TimeSpan wait) : FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50))
{
    private readonly TaskCompletionSource _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Waiting => _waiting.Task;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime == wait)
            _waiting.TrySetResult();
        return timer;
    }
}

namespace DaprLocal.Store;

/// <summary>One caller's work in a shared transaction, and the promise to tell that caller how it ended.</summary>
internal abstract class PendingWrite
{
    public abstract void Run(SqliteSession session);

    public abstract void Fail(Exception exception);

    public abstract void Complete();
}

internal sealed class PendingWrite<T>(Func<SqliteSession, T> work) : PendingWrite
{
    private T _result = default!; // read only after Run has set it: Complete without failure implies Run
    private Exception? _failure;

    public TaskCompletionSource<T> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override void Run(SqliteSession session) => _result = work(session);

    public override void Fail(Exception exception) => _failure ??= exception;

    public override void Complete()
    {
        if (_failure is null)
            Completion.SetResult(_result);
        else
            Completion.SetException(_failure);
    }
}

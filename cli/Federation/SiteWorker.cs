using System.Runtime.InteropServices;

namespace NetMl.Cli.Federation;

/// <summary>Computes on one thread of its own, so that the agent goes on talking meanwhile.</summary>
internal static partial class SiteWorker
{
    /// <summary>Of the calling thread only, where the system knows that (Linux: 0 of "process" is the thread).</summary>
    private const int Nice = 10;

    public static Task<T> RunAsync<T>(Func<T> work, bool lowPriority)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                if (lowPriority)
                    StepBack();
                result.SetResult(work());
            }
            catch (OperationCanceledException)
            {
                result.SetCanceled();
            }
            catch (OutOfMemoryException)
            {
                result.SetException(new CommandFailure("The memory is not enough for these flows: name fewer of them, lower --max-flows, or raise --memory."));
            }
            catch (Exception exception)
            {
                // Whoever awaits the result gets it.
                result.SetException(exception);
            }
        })
        {
            IsBackground = true,
            Name = "netml training",
        };
        thread.Start();
        return result.Task;
    }

    private static void StepBack()
    {
        Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
        if (OperatingSystem.IsLinux())
            _ = SetPriority(0, 0, Nice);
    }

    [DllImport("libc", EntryPoint = "setpriority")]
    private static extern int SetPriority(int which, int who, int priority);
}

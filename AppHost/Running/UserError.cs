using Aspire.Hosting;

namespace NetMl.AppHost.Running;

/// <summary>Something that the user can repair; the message is the whole sentence.</summary>
sealed class UserError(string message, int exitCode = 1) : Exception(message)
{
    /// <summary>Exit code of a wrong command line.</summary>
    public const int Usage = 2;

    public int ExitCode { get; } = exitCode;
}

static class Failures
{
    /// <summary>Runs to the end; a failure that the user can repair becomes one sentence on standard error and a non-zero exit code.</summary>
    public static async Task<int> AsOneSentenceAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (UserError failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return failure.ExitCode;
        }
        catch (DistributedApplicationException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
    }
}

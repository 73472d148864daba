using System.Diagnostics;
using System.Globalization;

namespace Aspire.Hosting.Processes;

/// <summary>
/// A small shell process that knows the ids of all processes started here, and ends them when its standard input closes: that
/// happens even when this process is killed with <c>kill -9</c>. Ctrl-C does not reach it. Not on Windows.
/// </summary>
sealed class Guard : IDisposable
{
    // "+ id" adds a process, "- id" forgets it. At end of input: SIGTERM, up to 5 s of grace, SIGKILL.
    private const string Script = """
        trap '' INT TERM HUP QUIT
        ids=' '
        while read -r change id; do
          case $change in
            +) ids="$ids$id " ;;
            -) case $ids in *" $id "*) ids="${ids%% $id *} ${ids#* $id }" ;; esac ;;
          esac
        done
        [ "$ids" = ' ' ] && exit 0
        kill -TERM $ids 2>/dev/null
        tries=0
        while [ $tries -lt 50 ] && kill -0 $ids 2>/dev/null; do sleep 0.1; tries=$((tries + 1)); done
        kill -KILL $ids 2>/dev/null
        """;

    private readonly Lock _gate = new();
    private Process? _shell = OperatingSystem.IsWindows() ? null : Start();

    public void Watch(int processId) => Tell('+', processId);

    public void Forget(int processId) => Tell('-', processId);

    /// <summary>Closes the input: whatever is still known is ended, then the shell ends too.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _shell?.StandardInput.Dispose();
            _shell?.Dispose();
            _shell = null;
        }
    }

    private static Process Start()
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, WorkingDirectory = "/" };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(Script);
        return Process.Start(start) ?? throw new InvalidOperationException("/bin/sh did not start.");
    }

    private void Tell(char change, int processId)
    {
        lock (_gate)
        {
            _shell?.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{change} {processId}"));
            _shell?.StandardInput.Flush();
        }
    }
}

using System.Runtime.InteropServices;

namespace Aspire.Hosting.Processes;

/// <summary>Asks a process to end, which .NET itself can only kill.</summary>
static class Signals
{
    private const int Sigterm = 15;

    /// <returns>False when there is no such process, or no such signal on this system.</returns>
    public static bool Terminate(int processId) => !OperatingSystem.IsWindows() && Kill(processId, Sigterm) == 0;

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int processId, int signal);
}

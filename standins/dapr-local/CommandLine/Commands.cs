using DaprLocal.Apps;

namespace DaprLocal.CommandLine;

/// <summary>Reads the command line and runs what it asks for. Wrong input: one sentence on the error stream, exit code 1.</summary>
public static class Commands
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        try
        {
            // daprd has no verbs; the dapr command has "run".
            var arguments = Arguments.Parse(args is ["run", ..] ? args[1..] : args is ["help"] ? ["--help"] : args);
            if (args.Length == 0 || arguments.Has("help"))
            {
                await output.WriteLineAsync(Help.Text);
                return 0;
            }
            if (arguments.Has("version"))
            {
                await output.WriteLineAsync("dapr-local, speaks the HTTP API v1.0 of Dapr 1.18");
                return 0;
            }
            IReadOnlyList<AppOptions> apps = arguments.Value("run-file") is { } file ? RunFile.Load(file) : [SingleApp.Read(arguments)];
            return await Sidecar.RunAsync(new SidecarOptions { Apps = apps }, CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            // A signal while it was starting: it stops as it would later.
            return 0;
        }
        catch (UsageException e)
        {
            await errors.WriteLineAsync($"dapr-local: {e.Message}");
            return 1;
        }
    }
}

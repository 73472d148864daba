namespace NetMl.Cli.Tests;

/// <summary>One run of netml inside this process: exit code and both outputs.</summary>
internal sealed record NetMlRun(int ExitCode, string Output, string Error)
{
    /// <summary>The environment holds nothing but a key file that does not exist.</summary>
    public static Task<NetMlRun> StartAsync(params string[] args) => StartAsync(args, Stream.Null, [], CancellationToken.None);

    public static async Task<NetMlRun> StartAsync(string[] args, Stream input, Dictionary<string, string> variables, CancellationToken cancellationToken)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        var environment = new Dictionary<string, string>(variables, StringComparer.Ordinal);
        environment.TryAdd("NETML_GATEWAY_FILE", Path.Combine(Path.GetTempPath(), "netml-tests-no-such-file.json"));
        var terminal = new Terminal(Terminal.Open(output, plain: true), Terminal.Open(error, plain: true), () => input, environment.GetValueOrDefault);
        var exitCode = await NetMlApp.RunAsync(args, terminal, cancellationToken);
        return new NetMlRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>The one sentence of a failure.</summary>
    public string Sentence => Assert.Single(Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
}

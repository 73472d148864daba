namespace NetMl.AppHost.Settings;

/// <summary>What was asked for: <c>[demo] [--port N] [--data DIR] [--dashboard] [--help]</c>, the rest of a demo's words, and configuration (<c>--Section:Key=value</c>).</summary>
sealed record CommandLine(bool IsDemo, bool WantsHelp, IReadOnlyList<string> DemoArgs, string[] HostArgs)
{
    private static readonly Dictionary<string, string> Options = new()
    {
        ["--port"] = "Gateway:Port",
        ["--data"] = "Data:Directory",
    };

    /// <summary>Sections that mean the AppHost and what it starts with; all others are settings of services.</summary>
    private static readonly string[] OwnSections = ["AppHost", "ConnectionStrings", "Dapr", "Dashboard", "Data", "DcpPublisher", "Gateway", "Logging", "Parameters", "Startup"];

    /// <summary>Settings of services as environment variables, such as FlowStore__RetentionDays.</summary>
    public IEnumerable<KeyValuePair<string, string>> ServiceSettings =>
        from word in HostArgs
        let setting = Split(word)
        where setting.Value is not null && setting.Name.Contains(':') && !OwnSections.Contains(setting.Name[2..setting.Name.IndexOf(':')], StringComparer.OrdinalIgnoreCase)
        select KeyValuePair.Create(setting.Name[2..].Replace(":", "__", StringComparison.Ordinal), setting.Value);

    /// <summary>Options that the Aspire tooling itself gives an AppHost.</summary>
    private static readonly string[] AspireOptions = ["--operation", "--publisher", "--step", "--output-path", "--environment", "--log-level"];

    /// <exception cref="Running.UserError">A word that the AppHost does not know.</exception>
    public static CommandLine Parse(string[] args)
    {
        List<string> demo = [];
        List<string> host = [];
        var isDemo = false;
        var wantsHelp = false;
        var words = new Queue<string>(args);
        while (words.TryDequeue(out var word))
        {
            var (name, value) = Split(word);
            if (Options.TryGetValue(name, out var key))
                host.Add($"--{key}={value ?? Next(words, name)}");
            else if (word is "--help" or "-h" or "-?")
                wantsHelp = true;
            else if (word == "--dashboard")
                host.Add("--Dashboard:Enabled=true");
            else if (word == "demo" && !isDemo)
                isDemo = true;
            else if (name.StartsWith("--", StringComparison.Ordinal) && name.Contains(':'))
                host.Add(value is null ? $"{name}={Next(words, name)}" : word);
            else if (isDemo)
                demo.Add(word);
            else if (AspireOptions.Contains(name))
                host.AddRange(value is null ? [word, Next(words, name)] : [word]);
            else
                throw new Running.UserError($"The AppHost does not know '{word}': try 'dotnet run --project AppHost -- --help'.", Running.UserError.Usage);
        }
        return new CommandLine(isDemo, wantsHelp, demo, [.. host]);
    }

    private static (string Name, string? Value) Split(string word) =>
        word.StartsWith("--", StringComparison.Ordinal) && word.IndexOf('=') is > 0 and var at ? (word[..at], word[(at + 1)..]) : (word, null);

    private static string Next(Queue<string> words, string name) =>
        words.TryDequeue(out var value) ? value : throw new Running.UserError($"{name} needs a value behind it.", Running.UserError.Usage);
}

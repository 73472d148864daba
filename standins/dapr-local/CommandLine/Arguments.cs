namespace DaprLocal.CommandLine;

/// <summary>A command line taken apart: values by flag, switches, and what follows "--".</summary>
public sealed class Arguments
{
    private readonly Dictionary<string, List<string>> _values = [];
    private readonly HashSet<string> _switches = [];

    public IReadOnlyList<string> Command { get; private init; } = [];

    public static Arguments Parse(IReadOnlyList<string> args)
    {
        var end = args.ToList().IndexOf("--");
        var parsed = new Arguments { Command = end < 0 ? [] : [.. args.Skip(end + 1)] };
        var flags = new Queue<string>(end < 0 ? args : args.Take(end));
        while (flags.TryDequeue(out var flag))
            parsed.Take(flag, flags);
        return parsed;
    }

    public string? Value(string flag) => _values.TryGetValue(flag, out var values) ? values[^1] : null;

    public IReadOnlyList<string> Values(string flag) => _values.GetValueOrDefault(flag) ?? [];

    public bool Has(string flag) => _switches.Contains(flag);

    public int Number(string flag, int missing) => Value(flag) is not { } text ? missing
        : int.TryParse(text, out var number) ? number
        : throw new UsageException($"The flag --{flag} has the value '{text}', which is not a whole number.");

    private void Take(string flag, Queue<string> rest)
    {
        if (!flag.StartsWith('-'))
            throw new UsageException($"The argument '{flag}' is not a flag: a command to start goes behind '--'. See dapr-local --help.");
        var name = flag.TrimStart('-');
        string? value = null;
        if (name.IndexOf('=') is > 0 and var equals)
            (name, value) = (name[..equals], name[(equals + 1)..]);
        name = Flags.Synonyms.GetValueOrDefault(name, name);
        if (Flags.Switches.Contains(name))
        {
            // Go's switches take their value with '=', the Aspire toolkit writes it as a word of its own.
            if (value is null && rest.TryPeek(out var next) && next is "true" or "false" or "True" or "False")
                value = rest.Dequeue();
            if (value is null or "true" or "True")
                _switches.Add(name == "h" ? "help" : name);
            return;
        }
        if (!Flags.Used.Contains(name) && !Flags.Ignored.Contains(name))
            throw new UsageException($"The flag '{flag}' is not known: dapr-local takes the flags of 'dapr run' and of daprd. See dapr-local --help.");
        if (value is null && !rest.TryDequeue(out value))
            throw new UsageException($"The flag '{flag}' needs a value behind it.");
        if (!_values.TryGetValue(name, out var values))
            _values.Add(name, values = []);
        values.Add(value);
    }
}

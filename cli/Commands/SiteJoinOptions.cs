using System.CommandLine;
using System.Globalization;
using NetMl.Cli.Federation;

namespace NetMl.Cli.Commands;

/// <summary>The options of site join.</summary>
internal sealed class SiteJoinOptions
{
    private readonly Option<string?> _federation = Text("--federation", "NAME", "The federation; may be left out, since the key names it.");
    private readonly Option<string?> _site = Text("--site", "NAME", "This site; may be left out, since the key names it.");

    private readonly Option<string[]> _flows = new("--flows")
    {
        Description = "Flow logs or directories of them, read once.",
        AllowMultipleArgumentsPerToken = true,
        Arity = ArgumentArity.OneOrMore,
        HelpName = "PATH",
    };

    private readonly Option<string?> _follow = Text("--follow", "FILE", "A log that grows: what is new is read before each round.");
    private readonly Option<string?> _state = Text("--state", "DIR", "Folder of this site's signing key, pinned keys, memory and model (default ~/.netml/sites/FEDERATION/SITE).");
    private readonly Option<string?> _audit = Text("--audit", "FILE", "Audit log: one line for each request, written before it leaves (default audit.log in the state folder).");
    private readonly Option<string?> _trust = Text("--trust", "FILE", "Signing keys of the other sites: lines of name and fingerprint. Without it a key is kept from the first time it is seen.");
    private readonly Option<string?> _boundarySecret = Text(
        "--boundary-secret", "FILE", "Agrees to an exchange of hashed host embeddings, where the plan has one: at least 16 bytes that all sites have and nobody else, mode 0600 (else NETML_BOUNDARY_SECRET).");

    private readonly Option<int> _threads = CommonOptions.Number("--threads", Math.Max(1, Environment.ProcessorCount / 2), "Machine: files read at the same time; training is one thread", 1, 1024);
    private readonly Option<int> _memory = CommonOptions.Number("--memory", 0, "Machine: hard limit of the heap in MiB, 0 = none", 0, 1 << 20);
    private readonly Option<int> _maxFlows = CommonOptions.Number("--max-flows", 1_000_000, "Machine: most flows in memory; more files are refused, of a log that grows the newest are kept", 100, 1_000_000_000);
    private readonly Option<bool> _lowPriority = new("--low-priority") { Description = "Machine: everything else goes before training." };
    private readonly Option<double?> _maxEpsilon = new("--max-epsilon") { Description = "Veto: most privacy (ε) that this site's part may cost; plans without differential privacy are refused, too.", HelpName = "X" };

    private readonly Option<string[]> _allowModel = new("--allow-model")
    {
        Description = "Veto: models that this site helps to train.",
        AllowMultipleArgumentsPerToken = true,
        Arity = ArgumentArity.OneOrMore,
        HelpName = "NAME",
    };

    private readonly Option<bool> _requireSecure = new("--require-secure") { Description = "Veto: only where the server sees nothing but sums." };
    private readonly Option<string?> _hours = Text("--hours", "HH-HH", "Veto: takes part only in these hours of local time, such as 22-06.");
    private readonly Option<string?> _vetoFile = Text("--veto-file", "FILE", "Veto: the same as JSON, read anew before each round: maxEpsilon, allowModels, requireSecure, hours.");

    public void AddTo(Command command)
    {
        foreach (var option in new Option[]
        {
            _flows, _follow, _federation, _site, _state, _audit, _trust, _boundarySecret, _threads, _memory, _maxFlows, _lowPriority, _maxEpsilon, _allowModel, _requireSecure, _hours, _vetoFile,
        })
            command.Options.Add(option);
        _hours.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && VetoHours.Parse(result.Tokens[0].Value) is null)
                result.AddError($"--hours is '{result.Tokens[0].Value}'; it must be two different times of day, such as 22-06 or 22:30-06:00.");
        });
        _maxEpsilon.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !(double.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var epsilon) && epsilon > 0))
                result.AddError($"--max-epsilon is '{result.Tokens[0].Value}'; it must be a number above 0.");
        });
        command.Validators.Add(result =>
        {
            var hasFlows = result.GetResult(_flows) is not null;
            if (hasFlows == (result.GetResult(_follow) is not null))
                result.AddError("Give either --flows with files or directories, or --follow with a log that grows.");
        });
    }

    public SiteJoin Read(ParseResult parse, Uri gateway, SiteKeyToken key, Terminal terminal)
    {
        key.RequireNames(parse.GetValue(_federation), parse.GetValue(_site));
        var limits = new SiteLimits(parse.GetValue(_threads), parse.GetValue(_memory), parse.GetValue(_maxFlows), parse.GetValue(_lowPriority));
        var models = parse.GetValue(_allowModel) is { Length: > 0 } names ? names : null;
        var veto = new SiteVeto(parse.GetValue(_maxEpsilon), models, parse.GetValue(_requireSecure), parse.GetValue(_hours));
        return new SiteJoin(
            new SiteSettings(gateway, key, limits, veto, parse.GetValue(_vetoFile), BoundarySecret.Find(parse.GetValue(_boundarySecret), terminal)), parse.GetValue(_flows) ?? [], parse.GetValue(_follow), parse.GetValue(_state),
            parse.GetValue(_audit), parse.GetValue(_trust));
    }

    private static Option<string?> Text(string name, string help, string description) => new(name) { Description = description, HelpName = help };
}

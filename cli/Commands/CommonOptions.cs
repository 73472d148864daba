using System.CommandLine;
using System.Globalization;
using NetMl.Cli.Reports;

namespace NetMl.Cli.Commands;

/// <summary>Options and arguments that several commands share.</summary>
internal static class CommonOptions
{
    public static Option<bool> Json() => new("--json") { Description = "Print the answer of the API as JSON instead of a table." };

    /// <summary>Of commands that list something.</summary>
    /// <param name="json">The other machine-readable form: both together are refused.</param>
    public static Option<bool> Csv(Option<bool> json)
    {
        var csv = new Option<bool>("--csv") { Description = "Print the list as CSV with a row of names (docs/cli.md tells how)." };
        csv.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<bool>() && result.GetValue(json))
                result.AddError("--json and --csv are two forms of the same list: give one of them.");
        });
        return csv;
    }

    public static Argument<string> Dataset() => new("DATASET") { Description = "Name of the data set: 1 to 64 of a-z, 0-9, '-', '_'." };

    public static Option<string?> Format() => new("--format")
    {
        Description = "Format of the flows: auto, zeek-tsv, zeek-json, argus, cicflowmeter, ndjson or netml-frame.",
        HelpName = "FORMAT",
    };

    public static Argument<string> Address(string name, string description) => new(name) { Description = description };

    public static Option<bool> Watch() => new("--watch") { Description = "Draw the curves while it trains: loss and validation by epoch, a line for each repeat; of a search the best score over time." };

    public static Option<bool> Yes() => new("--yes") { Description = "Do not ask." };

    /// <summary>One of a few words, the first unless another is given.</summary>
    public static Option<string> OneOf(string name, string description, string[] words)
    {
        var option = new Option<string>(name) { Description = $"{description}: {string.Join(", ", words)}.", DefaultValueFactory = _ => words[0], HelpName = "WORD" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !words.Contains(result.Tokens[0].Value))
                result.AddError($"{name} is '{result.Tokens[0].Value}'; it must be one of {string.Join(", ", words)}.");
        });
        return option;
    }

    /// <summary>A length of time: a number and s, m, h or d.</summary>
    public static Option<TimeSpan?> Duration(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (Words.ParseDuration(text) is { } length)
                return length;
            result.AddError($"{name} is '{text}'; it must be a number above 0 and s, m, h or d, such as 15m.");
            return null;
        },
    };

    /// <summary>An instant, or how long ago.</summary>
    public static Option<DateTimeOffset?> Instant(string name, string description) => new(name)
    {
        Description = $"{description.TrimEnd('.')}: an instant such as 2026-11-20T12:00Z, or how long ago, such as 24h.",
        HelpName = "TIME",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (Words.ParseDuration(text) is { } ago)
                return TimeProvider.System.GetUtcNow() - ago;
            if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
                return instant;
            result.AddError($"{name} is '{text}'; it must be an instant such as 2026-11-20T12:00Z, or a number and s, m, h or d, such as 24h.");
            return null;
        },
    };

    /// <summary>A whole number within bounds.</summary>
    public static Option<int> Number(string name, int value, string description, int least, int most) => new(name)
    {
        Description = $"{description}.",
        HelpName = "N",
        DefaultValueFactory = _ => value,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (!int.TryParse(text, CultureInfo.InvariantCulture, out var number) || number < least || number > most)
                result.AddError($"{name} is '{text}'; it must be a whole number from {least} to {most}.");
            return number;
        },
    };

    /// <summary>A number above 0 and at most <paramref name="most"/>.</summary>
    public static Option<double> Fraction(string name, double value, string description, double most) => new(name)
    {
        Description = $"{description}.",
        HelpName = "X",
        DefaultValueFactory = _ => value,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (!double.TryParse(text, CultureInfo.InvariantCulture, out var number) || !(number > 0 && number <= most))
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} is '{text}'; it must be a number above 0, at most {most}."));
            return number;
        },
    };

    /// <summary>A whole number within bounds; null unless given.</summary>
    public static Option<int?> OptionalNumber(string name, string description, int least, int most) => new(name)
    {
        Description = $"{description}.",
        HelpName = "N",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (!int.TryParse(text, CultureInfo.InvariantCulture, out var number) || number < least || number > most)
                result.AddError($"{name} is '{text}'; it must be a whole number from {least} to {most}.");
            return number;
        },
    };

    /// <summary>A number above 0, up to 1; null unless given.</summary>
    public static Option<double?> OptionalRate(string name, string description) => new(name)
    {
        Description = $"{description}.",
        HelpName = "X",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (!double.TryParse(text, CultureInfo.InvariantCulture, out var number) || !(number > 0 && number <= 1))
                result.AddError($"{name} is '{text}'; it must be a number above 0, up to 1.");
            return number;
        },
    };

    /// <summary>A number from 0 to below 1; null unless given.</summary>
    public static Option<double?> OptionalShare(string name, string description) => new(name)
    {
        Description = $"{description}.",
        HelpName = "X",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (!double.TryParse(text, CultureInfo.InvariantCulture, out var number) || !(number >= 0 && number < 1))
                result.AddError($"{name} is '{text}'; it must be a number from 0 to below 1.");
            return number;
        },
    };
}

using System.CommandLine;
using System.Runtime.CompilerServices;

namespace NetMl.Cli.Commands;

/// <summary>Puts the options of a command under headings in its --help, which would list them all under one.</summary>
internal static class OptionHeadings
{
    private const string Rest = "Options";
    private static readonly ConditionalWeakTable<Command, Dictionary<string, string>> Headings = [];

    /// <summary>Options of the command whose --help names them under a heading; headings come in the order of these calls, and all other options behind them.</summary>
    public static Command WithHeading(this Command command, string heading, params string[] options)
    {
        var known = Headings.GetOrCreateValue(command);
        foreach (var option in options)
            known.Add(option, heading);
        return command;
    }

    public static bool Has(Command command) => Headings.TryGetValue(command, out _);

    /// <summary>The help text of a command with its options under their headings.</summary>
    public static string Arrange(Command command, string help)
    {
        var lines = help.ReplaceLineEndings("\n").Split('\n').ToList();
        var begin = lines.IndexOf($"{Rest}:");
        var end = begin < 0 ? -1 : lines.FindIndex(begin, string.IsNullOrWhiteSpace);
        if (end < 0 || !Headings.TryGetValue(command, out var headings))
            return help;

        // An option begins two columns in; what it says goes on farther in.
        var options = new List<(string Heading, List<string> Lines)>();
        foreach (var line in lines[(begin + 1)..end])
        {
            if (line.StartsWith("  -", StringComparison.Ordinal))
                options.Add((Names(line).Select(name => headings.GetValueOrDefault(name)).FirstOrDefault(heading => heading is not null) ?? Rest, []));
            if (options.Count > 0)
                options[^1].Lines.Add(line);
        }
        var order = headings.Values.Distinct().Append(Rest).ToList();
        var arranged = options.GroupBy(option => option.Heading).OrderBy(group => order.IndexOf(group.Key)).SelectMany(group => (string[])[$"{group.Key}:", .. group.SelectMany(option => option.Lines), ""]);
        return string.Join(Environment.NewLine, [.. lines[..begin], .. arranged, .. lines[(end + 1)..]]);
    }

    // The words before the first that is no option.
    private static IEnumerable<string> Names(string line) => line.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).TakeWhile(word => word.StartsWith('-'));
}

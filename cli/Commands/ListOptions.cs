using System.CommandLine;
using NetMl.Cli.Api;

namespace NetMl.Cli.Commands;

/// <summary>The options of commands that list something by its numbers.</summary>
internal sealed class ListOptions(string defaultSort, string conditions)
{
    private readonly Option<string> _sort = new("--sort")
    {
        Description = "Feature to sort by, highest first.",
        DefaultValueFactory = _ => defaultSort,
        HelpName = "FEATURE",
    };

    private readonly Option<bool> _ascending = new("--ascending") { Description = "Lowest first." };
    private readonly Option<string?> _where = new("--where") { Description = $"Conditions that all hold, such as '{conditions}'.", HelpName = "CONDITIONS" };
    private readonly Option<int> _offset = CommonOptions.Number("--offset", 0, "Entries to skip", 0, int.MaxValue);
    private readonly Option<int> _top = CommonOptions.Number("--top", 20, "Entries to list", 1, 1000);

    public void AddTo(Command command)
    {
        command.Options.Add(_sort);
        command.Options.Add(_ascending);
        command.Options.Add(_where);
        command.Options.Add(_offset);
        command.Options.Add(_top);
    }

    public ListQuery Read(ParseResult parse) => new(
        parse.GetValue(_sort), parse.GetValue(_ascending), parse.GetValue(_where), parse.GetValue(_offset), parse.GetValue(_top));
}

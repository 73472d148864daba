using System.CommandLine;

namespace NetMl.Cli.Commands;

/// <summary>Which version of a model.</summary>
internal static class ModelVersionOption
{
    public const string Latest = "latest";

    public static Option<string> Create() => new("--version")
    {
        Description = "Number of the version, or an alias; without it, the latest.",
        HelpName = "VERSION",
        DefaultValueFactory = _ => Latest,
    };
}

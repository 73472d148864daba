using System.Globalization;

namespace NetMl.Cli.Evaluating;

/// <summary>A model as people name it: papers, or papers@2 for a version of it.</summary>
internal sealed record ModelName(string Name, int? Version)
{
    /// <exception cref="CommandFailure">What follows the @ is no version.</exception>
    public static ModelName Parse(string text)
    {
        var parts = text.Split('@', 2);
        if (parts.Length == 1 && parts[0].Length > 0)
            return new ModelName(text, null);
        return parts[0].Length > 0 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0
            ? new ModelName(parts[0], version)
            : throw new CommandFailure($"'{text}' is no model: write a name such as papers, or a name and a version such as papers@2.", CommandFailure.WrongUsage);
    }

    public override string ToString() => Version is { } version ? string.Create(CultureInfo.InvariantCulture, $"{Name}@{version}") : Name;
}

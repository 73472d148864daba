using System.Text.RegularExpressions;

namespace NetMl.Architecture.Tests.Rules;

/// <summary>What no source file may hold.</summary>
internal static partial class Sources
{
    public const int MostLines = 300;

    /// <summary>Files longer than <see cref="MostLines"/>; flat kernels may run longer.</summary>
    public static IEnumerable<string> TooLong(IEnumerable<(string Path, string Text)> files) =>
        from file in files
        where !file.Path.Contains("/Kernels/", StringComparison.Ordinal)
        let lines = file.Text.AsSpan().Count('\n')
        where lines > MostLines
        select $"{file.Path} has {lines} lines; split it by idea";

    public static IEnumerable<string> Unfinished(IEnumerable<(string Path, string Text)> files) =>
        from file in files
        from match in Unwritten().Matches(file.Text)
        select $"{file.Path} holds '{match.Value}'";

    public static IEnumerable<string> TodoWithoutIssue(IEnumerable<(string Path, string Text)> files) =>
        from file in files
        from match in LooseTodo().Matches(file.Text)
        select $"{file.Path} holds a TODO without an issue number: '{match.Value.Trim()}'";

    public static IEnumerable<string> BlockScopedNamespaces(IEnumerable<(string Path, string Text)> files) =>
        from file in files
        where BlockNamespace().IsMatch(file.Text)
        select $"{file.Path} has a namespace with braces";

    [GeneratedRegex(@"new NotImplementedException")]
    private static partial Regex Unwritten();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK)\b(?!\(#\d+\)).*")]
    private static partial Regex LooseTodo();

    [GeneratedRegex(@"^namespace [\w.]+\s*\{", RegexOptions.Multiline)]
    private static partial Regex BlockNamespace();
}

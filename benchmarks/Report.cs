using System.Globalization;
using System.Text;
using NetMl.Benchmarks.Machine;
using Spectre.Console;

namespace NetMl.Benchmarks;

/// <summary>Prints a table and one line per figure, and the memory of processes if any, and keeps both under benchmarks/results/{cpu}/.</summary>
internal static class Report
{
    /// <param name="tables">More Markdown that is kept, before the figures.</param>
    /// <param name="options">With which only a part of the suite was run: it is kept in a file of its own.</param>
    public static void Write(string suite, bool isQuick, IReadOnlyList<Figure> figures, IReadOnlyList<ProcessMemory> processes, string tables = "", IReadOnlyList<string>? options = null)
    {
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = 200;
        var table = new Table().Border(TableBorder.Rounded).AddColumns("figure", "value", "unit", "what");
        foreach (var figure in figures)
            table.AddRow(new Text(figure.Name), new Text(figure.Number), new Text(figure.Unit), new Text(figure.How));
        AnsiConsole.Write(table);
        if (processes.Count > 0)
            WriteMemory(processes);
        var path = Save(suite, isQuick, figures, processes, tables, options ?? []);
        Console.WriteLine($"written to {Path.GetRelativePath(Host.Root, path)}");
        foreach (var figure in figures)
            Console.WriteLine(figure.Line);
    }

    private static void WriteMemory(IReadOnlyList<ProcessMemory> processes)
    {
        var memory = new Table().Border(TableBorder.Rounded).AddColumns("process at rest", "MB");
        foreach (var process in processes)
            memory.AddRow(new Text(process.Name), new Text(process.Megabytes.ToString("0", CultureInfo.InvariantCulture)));
        AnsiConsole.Write(memory);
    }

    /// <summary>What else the machine had to do, where it says so.</summary>
    private static string Load() =>
        File.Exists("/proc/loadavg") && File.ReadAllText("/proc/loadavg").Split(' ') is [_, var five, ..] ? $"\n- load of the machine at the end, mean of five minutes, this suite included: {five}" : "";

    private static string Save(string suite, bool isQuick, IReadOnlyList<Figure> figures, IReadOnlyList<ProcessMemory> processes, string tables, IReadOnlyList<string> options)
    {
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"# {suite}{(isQuick ? ", quick" : "")}\n\n")
            .Append(CultureInfo.InvariantCulture, $"- {Host.Cpu}, {Environment.ProcessorCount} cores, .NET {Environment.Version}\n- commit {Host.Commit()}{Load()}\n")
            .Append(CultureInfo.InvariantCulture, $"- `dotnet run -c Release --project benchmarks -- {suite}{(isQuick ? " --quick" : "")}{string.Concat(options.Select(option => $" {option}"))}`\n\n")
            .Append(tables)
            .Append("| figure | value | unit | what |\n|---|---:|---|---|\n");
        foreach (var figure in figures)
            text.Append(CultureInfo.InvariantCulture, $"| {figure.Name} | {figure.Number} | {figure.Unit} | {figure.How} |\n");
        if (processes.Count > 0)
            text.Append("\n| process at rest | MB |\n|---|---:|\n");
        foreach (var process in processes)
            text.Append(CultureInfo.InvariantCulture, $"| {process.Name} | {process.Megabytes:0} |\n");
        var folder = Directory.CreateDirectory(Path.Combine(Host.Root, "benchmarks", "results", Host.CpuFolder));
        var path = Path.Combine(folder.FullName, $"{suite}{(isQuick ? "-quick" : "")}{string.Concat(options.Select(option => $"-{option.Trim('-')}"))}.md");
        File.WriteAllText(path, text.ToString());
        return path;
    }
}

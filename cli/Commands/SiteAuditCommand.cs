using System.CommandLine;
using System.Globalization;
using NetMl.Cli.Federation;
using NetMl.Cli.Reports;

namespace NetMl.Cli.Commands;

/// <summary>netml site audit FILE</summary>
internal static class SiteAuditCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "The audit log of a site, audit.log in its state folder." };
        var command = new Command("audit", "Sums up what a site has sent: requests and bytes of each kind.") { file }
            .WithExamples("netml site audit ~/.netml/sites/intrusions/clinic/audit.log");
        command.SetAction(parse =>
        {
            var path = parse.GetRequiredValue(file);
            if (!File.Exists(path))
                throw new CommandFailure($"The file '{path}' does not exist: check the path.");
            Print(terminal, File.ReadLines(path).Select(line => line.Split('\t')).Where(fields => fields.Length == AuditLog.Fields && fields[1] != AuditLog.Note));
            return 0;
        });
        return command;
    }

    private static void Print(Terminal terminal, IEnumerable<string[]> requests)
    {
        var table = Tables.Create(null, "what", "destination", ">requests", ">bytes of bodies");
        var (count, sum) = (0L, 0L);
        foreach (var kind in requests.GroupBy(fields => (What: fields[2].Split(',')[0], Host: new Uri(fields[6].Split(' ')[^1]).Authority)).OrderByDescending(kind => kind.Sum(Bytes)))
        {
            table.Row(kind.Key.What, kind.Key.Host, Words.Count(kind.LongCount()), Words.Count(kind.Sum(Bytes)));
            (count, sum) = (count + kind.LongCount(), sum + kind.Sum(Bytes));
        }
        table.Row("all", "", Words.Count(count), Words.Count(sum));
        terminal.Out.Write(table);
    }

    private static long Bytes(string[] fields) => long.TryParse(fields[4], CultureInfo.InvariantCulture, out var bytes) ? bytes : 0;
}

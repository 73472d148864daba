using System.CommandLine;
using NetMl.Cli.Reports;

namespace NetMl.Cli.Commands;

/// <summary>netml federation create NAME --model M --classes A,B</summary>
internal static class FederationCreateCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var options = new PlanOptions();
        var json = CommonOptions.Json();
        var command = new Command(
            "create", "Starts a federation: it waits for its sites, lets them agree on scaling, trains and publishes. Settings come from options, from --plan, or from both: an option goes before the file.")
            .WithExamples(
                "netml federation create intrusions --model intrusions --classes Benign,PortScan,Beacon",
                "netml federation create intrusions --model intrusions --classes Benign,PortScan --strategy fed-prox --privacy distributed --max-epsilon 4",
                "netml federation create hosts --model odd-hosts --task host-anomaly --rounds 40 --compression int8 --open-updates",
                "netml federation create intrusions --plan plan.json");
        options.AddTo(command);
        command.Options.Add(json);
        command.SetAction(async (parse, cancellationToken) =>
        {
            var plan = options.Read(parse);
            using var gateway = connection.Connect(parse);
            var status = await gateway.Federations.CreateAsync(plan, cancellationToken);
            return terminal.Print(parse.GetValue(json), status, () =>
            {
                terminal.WriteRaw(FederationTables.Headline(status));
                terminal.WriteRaw($"Invite its sites, at least {(plan.Cohort ?? new()).Minimum}: netml federation invite {plan.Name} SITE; then: netml federation watch {plan.Name}");
            });
        });
        return command;
    }
}

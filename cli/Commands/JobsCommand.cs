using System.CommandLine;
using NetMl.Cli.Api;
using NetMl.Cli.Curves;
using NetMl.Cli.Jobs;
using NetMl.Cli.Reports;
using NetMl.Contracts.Training;

namespace NetMl.Cli.Commands;

/// <summary>netml jobs [JOB]</summary>
internal static class JobsCommand
{
    private const int ShortestError = 60;

    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var job = new Argument<string?>("JOB") { Description = "Id of a job to follow to its end; none = list all.", Arity = ArgumentArity.ZeroOrOne };
        var watch = CommonOptions.Watch();
        var cancel = new Option<bool>("--cancel") { Description = "Cancel the job." };
        var json = CommonOptions.Json();
        var csv = CommonOptions.Csv(json);
        var command = new Command("jobs", "Lists training jobs, follows one, or cancels it.") { job, watch, cancel, json, csv }
            .WithExamples("netml jobs", "netml jobs JOB", "netml jobs JOB --watch", "netml jobs JOB --cancel");
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var gateway = connection.Connect(parse);
            if (parse.GetValue(job) is not { } id && parse.GetValue(csv))
                return terminal.WriteCsv(await gateway.Jobs.ListAsync(cancellationToken));
            if (parse.GetValue(job) is not { } one)
                await ListAsync(terminal, gateway, parse.GetValue(json), cancellationToken);
            else if (parse.GetValue(cancel))
                await CancelAsync(terminal, gateway, one, cancellationToken);
            else
                await FollowAsync(terminal, gateway, one, parse.GetValue(watch), parse.GetValue(json), cancellationToken);
            return 0;
        });
        command.Validators.Add(result =>
        {
            if (result.GetValue(cancel) && result.GetValue(job) is null)
                result.AddError("--cancel needs the id of a job.");
            if (result.GetValue(watch) && result.GetValue(job) is null)
                result.AddError("--watch needs the id of a job.");
            if (result.GetValue(csv) && result.GetValue(job) is not null)
                result.AddError("--csv is for the list of jobs; one job comes as --json.");
        });
        return command;
    }

    private static async Task ListAsync(Terminal terminal, GatewayClient gateway, bool json, CancellationToken cancellationToken)
    {
        var jobs = await gateway.Jobs.ListAsync(cancellationToken);
        if (json)
        {
            terminal.WriteJson(jobs);
            return;
        }
        var table = Tables.Create(null, "!job", "!state", "data set or graph", "model", "!task", ">epoch", ">loss");
        foreach (var one in jobs)
        {
            table.Row(
                one.Id, one.State, one.Request.Dataset, one.Request.Model, one.Request.Task, JobWords.Progress(one),
                one.Losses.Count == 0 ? "-" : Words.Loss(one.Losses[^1]));
        }
        terminal.Out.Write(table);
        foreach (var (id, error) in jobs.Select(one => (one.Id, one.Error)))
        {
            if (error is not null)
                terminal.WriteRaw(Tables.Cut(Tables.Harmless($"{id}: {error}"), Math.Max(ShortestError, terminal.Out.Profile.Width)));
        }
    }

    private static async Task CancelAsync(Terminal terminal, GatewayClient gateway, string job, CancellationToken cancellationToken)
    {
        await gateway.Jobs.CancelAsync(job, cancellationToken);
        terminal.WriteRaw($"Job {job} will be cancelled.");
    }

    private static async Task FollowAsync(Terminal terminal, GatewayClient gateway, string id, bool watch, bool json, CancellationToken cancellationToken)
    {
        var job = await gateway.Jobs.GetAsync(id, cancellationToken);
        if (!JobStates.IsFinal(job.State))
            job = await JobWatch.FollowAsync(gateway.Jobs, job, terminal, watch, cancellationToken);
        else if (watch)
            terminal.Error.Write(CurveWatch.Picture(job, terminal.Error.Profile.Height));
        if (json)
            terminal.WriteJson(job);
        else
            JobReport.Print(terminal, job);
    }
}

using NetMl.Cli.Reports;
using NetMl.Contracts.Training;

namespace NetMl.Cli.Jobs;

/// <summary>A job as tables: who worked, and what came of it.</summary>
internal static class JobReport
{
    public static void Print(Terminal terminal, JobStatus job)
    {
        if (job.Result is not { } result)
        {
            terminal.WriteRaw(job.Error is null ? $"Job {job.Id} is {job.State}; follow it with 'netml jobs {job.Id}'." : $"Job {job.Id} is {job.State}: {job.Error}");
            return;
        }
        terminal.WriteRaw($"Published {result.Published.Model} version {result.Published.Version} ({Words.Count(result.Parameters)} parameters, job {job.Id}).");
        terminal.Out.Write(TrainingTables.Workers(job.Workers));
        if (result.Model is not null)
        {
            terminal.Out.Write(TrainingTables.Summary(result));
            terminal.Out.Write(TrainingTables.PerClass(result));
        }
        if (result.Anomalies.Count > 0)
            terminal.Out.Write(TrainingTables.Anomalies(result.Anomalies));
    }
}

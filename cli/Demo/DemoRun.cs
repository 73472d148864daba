using NetMl.Cli.Api;
using NetMl.Cli.Files;
using NetMl.Cli.Reports;
using NetMl.Contracts.Datasets;
using NetMl.Contracts.Training;

namespace NetMl.Cli.Demo;

/// <summary>The whole journey, stage by stage: flows in, findings, training, predictions, report.</summary>
internal sealed class DemoRun(GatewayClient gateway, DemoSettings settings, Terminal terminal, TimeProvider time)
{
    private readonly StageClock _clock = new(time);
    private readonly List<string> _warnings = [];
    private readonly DemoPrinter _printer = new(terminal.Out);

    /// <exception cref="CommandFailure">Any stage failed.</exception>
    public async Task<DemoReport> RunAsync(CancellationToken cancellationToken)
    {
        var started = time.GetUtcNow();
        var whole = time.GetTimestamp();
        if (settings.StartupSeconds is { } startup)
            _clock.Add("start of the system", startup);
        using var input = await _clock.RunAsync("preparing flows", () => DemoInput.OpenAsync(settings, terminal, cancellationToken));
        _warnings.AddRange(input.Skipped.Select(name => $"'{name}' was left out: another file has the same bytes."));
        var (ingest, flows) = await BringInAsync(input, cancellationToken);
        var findings = await FindAsync(cancellationToken);
        var training = await TrainAsync(ingest, flows, cancellationToken);
        var serving = await ServeAsync(training, flows, cancellationToken);
        _clock.Add("everything", time.GetElapsedTime(whole).TotalSeconds + (settings.StartupSeconds ?? 0));
        var report = new DemoReport(settings.Dataset, settings.IsSynthetic, started, ingest, findings, training, serving, _clock.Stages, _warnings);
        _printer.Close(report);
        return report;
    }

    private async Task<(DemoIngest Ingest, LocalFlows Flows)> BringInAsync(DemoInput input, CancellationToken cancellationToken)
    {
        _printer.Title(settings.IsSynthetic ? "Flows in: a made-up capture" : "Flows in");
        var stage = new UploadStage(gateway, settings.Dataset, terminal.Out, time);
        var files = await _clock.RunAsync("upload", () => stage.SendAsync(input.Sources, cancellationToken));
        var summary = await _clock.RunAsync("store and analyse", () => stage.WaitAsync(files.Sum(file => file.Answer.RowsAccepted), cancellationToken));
        var flows = await _clock.RunAsync("reading the held-out flows", () => LocalFlows.ReadAsync(input.Sources, cancellationToken));
        var ingest = Describe(files, summary);
        _printer.Ingest(ingest);
        return (ingest, flows);
    }

    private async Task<DemoFindings> FindAsync(CancellationToken cancellationToken)
    {
        _printer.Title("What was found");
        var findings = await _clock.RunAsync("graph and behaviours", () => new FindingsStage(gateway, settings.Dataset).RunAsync(cancellationToken));
        _printer.Findings(findings);
        return findings;
    }

    private async Task<DemoTraining> TrainAsync(DemoIngest ingest, LocalFlows flows, CancellationToken cancellationToken)
    {
        var task = ChooseTask(ingest, flows);
        _printer.Title($"Training: {task}, {DemoSettings.Workers} workers, {DemoSettings.Shards} parameter shards");
        var stage = new TrainingStage(gateway, settings, terminal.Out, time);
        var training = await _clock.RunAsync("training", () => stage.RunAsync(task, cancellationToken));
        await _clock.RunAsync("publication", () => stage.WaitForPublicationAsync(training.Result.Published, cancellationToken));
        if (training.Workers.Count(worker => worker.Rounds > 0) < DemoSettings.Workers)
            _warnings.Add($"Only {Words.Count(training.Workers.Count(worker => worker.Rounds > 0), "worker", "workers")} of {DemoSettings.Workers} computed rounds.");
        _printer.Training(training);
        return training;
    }

    private async Task<DemoServing> ServeAsync(DemoTraining training, LocalFlows flows, CancellationToken cancellationToken)
    {
        _printer.Title("Predictions for the held-out flows, through the gateway");
        var model = training.Result.Published;
        var from = training.Result.SplitTime is { } split ? flows.FirstAt(split) : TrainCount(flows);
        var stage = new ServingStage(gateway, terminal.Out, time);
        var serving = await _clock.RunAsync("scoring", async () => ServingSummary.Create(model, await stage.RunAsync(model, flows, from, cancellationToken)));
        if (serving.Replicas.Count < 2)
            _warnings.Add("Only one inference replica answered.");
        if (serving.Agreeing < serving.Repeated)
            _warnings.Add($"{serving.Repeated - serving.Agreeing} of {serving.Repeated} repeated requests were answered differently.");
        if (serving.Flows < flows.Count - from)
            _warnings.Add($"Only the first {Words.Count(serving.Flows)} of {Words.Count(flows.Count - from)} held-out flows were scored.");
        _printer.Serving(serving);
        return serving;
    }

    /// <summary>Classes can be learnt when the flows before the split carry at least two.</summary>
    private string ChooseTask(DemoIngest ingest, LocalFlows flows)
    {
        if (flows.LabelsAmongFirst(TrainCount(flows)) >= 2)
            return TrainingTasks.FlowClassification;
        if (ingest.LabelledRows > 0)
            _warnings.Add($"The first {DemoSettings.TrainFraction:P0} of the flows carry fewer than two labels, so there is no class to learn: hosts are ranked by anomaly instead.");
        return TrainingTasks.HostAnomaly;
    }

    private static int TrainCount(LocalFlows flows) => (int)(flows.Count * DemoSettings.TrainFraction);

    private DemoIngest Describe(IReadOnlyList<UploadedFile> files, DatasetSummary summary) => new(
        [.. files.Select(file => new DemoFile(settings.IsSynthetic ? Path.GetFileName(file.Name) : file.Name, file.Answer.Format, file.Answer.RowsAccepted, file.Answer.RowsRejected, file.Answer.Rejections))],
        files.Sum(file => file.Answer.RowsAccepted), files.Sum(file => file.Answer.RowsRejected), summary.Rows, summary.LabelledRows,
        summary.FirstFlow, summary.LastFlow);
}

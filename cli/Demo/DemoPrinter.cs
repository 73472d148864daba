using NetMl.Cli.Reports;
using NetMl.Contracts.Datasets;
using NetMl.Contracts.Training;
using Spectre.Console;

namespace NetMl.Cli.Demo;

/// <summary>The report for people: tables, stage by stage.</summary>
internal sealed class DemoPrinter(IAnsiConsole console)
{
    private const int BehavioursOfAKind = 4;
    private const int MostFiles = 20;

    public void Title(string text)
    {
        console.WriteLine();
        console.Write(new Rule(Markup.Escape(text)).LeftJustified());
    }

    public void Ingest(DemoIngest ingest)
    {
        var table = Tables.Create(null, "file", "format", ">accepted", ">rejected");
        foreach (var file in ingest.Files.Take(MostFiles))
            table.Row(Path.GetFileName(file.Name), file.Format, Words.Count(file.RowsAccepted), Words.Count(file.RowsRejected));
        if (ingest.Files.Count > MostFiles)
            table.Row($"… {ingest.Files.Count - MostFiles} more files", "", "", "");
        table.Row("all", "", Words.Count(ingest.RowsAccepted), Words.Count(ingest.RowsRejected));
        console.Write(table);
        var rejections = ingest.Files.SelectMany(file => file.Rejections.Select(rejection => (Path.GetFileName(file.Name), rejection))).ToList();
        if (rejections.Count > 0)
            console.Write(RejectionTable.Create(rejections));
        console.WriteLine(
            $"{Words.Count(ingest.RowsStored)} flows stored, {Words.Count(ingest.LabelledRows)} labelled, from {Words.Time(ingest.FirstFlow)} to {Words.Time(ingest.LastFlow)} UTC.");
    }

    public void Findings(DemoFindings findings)
    {
        console.WriteLine(HostTable.Describe(findings.Graph));
        console.Write(HostTable.Create("Top hosts by pagerank", "pagerank", findings.TopByPageRank));
        console.Write(HostTable.Create("Top hosts by degree", "degree", findings.TopByDegree));
        Behaviours(findings.Behaviours);
    }

    /// <summary>The clearest of each kind, so that many of one kind hide no other.</summary>
    private void Behaviours(IReadOnlyList<BehaviourFinding> findings)
    {
        var kinds = findings.GroupBy(finding => finding.Behaviour, StringComparer.Ordinal).OrderBy(kind => kind.Key, StringComparer.Ordinal).ToList();
        if (kinds.Count == 0)
        {
            console.WriteLine("No behaviour was found: no scan, no beacon.");
            return;
        }
        console.WriteLine($"{Words.Count(findings.Count, "behaviour", "behaviours")}: {string.Join(", ", kinds.Select(kind => $"{Words.Count(kind.Count())} {kind.Key}"))}; the clearest of each:");
        console.Write(BehaviourTable.Create(kinds.SelectMany(kind => kind.OrderByDescending(finding => finding.Score).Take(BehavioursOfAKind))));
    }

    public void Training(DemoTraining training)
    {
        var result = training.Result;
        if (training.Task == TrainingTasks.HostAnomaly)
            console.WriteLine("Without two labels to tell apart there is no class to learn: hosts are ranked by how badly their neighbourhood foretells them.");
        console.Write(LossTable.Create(training.Losses));
        console.Write(TrainingTables.Workers(training.Workers));
        var items = training.Task == TrainingTasks.HostAnomaly ? "hosts" : "flows";
        console.WriteLine(
            $"{Words.Count(result.TrainFlows)} {items} to learn from, {Words.Count(result.TestFlows)} later {items} to test on"
            + (result.SplitTime is null ? "" : $", split at {Words.Time(result.SplitTime)} UTC")
            + $"; {Words.Count(result.Parameters)} parameters; published as {result.Published.Model} version {result.Published.Version}.");
        if (result.Model is not null)
        {
            console.Write(TrainingTables.Summary(result));
            console.Write(TrainingTables.PerClass(result));
        }
        if (training.Task == TrainingTasks.HostAnomaly)
            console.Write(TrainingTables.Anomalies(result.Anomalies, training.Task));
    }

    public void Serving(DemoServing serving)
    {
        console.WriteLine(
            $"{Words.Count(serving.Requests)} requests for {Words.Count(serving.Flows)} flows, {Words.Number(serving.MedianMilliseconds)} ms median, "
            + $"by {serving.Model} version {string.Join(", ", serving.Versions)}"
            + (serving.Accuracy is { } accuracy ? $"; {Words.Percent(accuracy)} of the labelled ones right." : "."));
        console.WriteLine($"{serving.Agreeing} of {serving.Repeated} repeated requests were answered as before.");
        var replicas = Tables.Create("Replicas", "replica", ">requests", ">share");
        foreach (var replica in serving.Replicas)
            replicas.Row(replica.Name, Words.Count(replica.Requests), Words.Percent(replica.Share));
        console.Write(replicas);
        if (serving.Predictions.Count > 0)
            console.Write(ScoreTables.Flows(serving.Predictions));
        if (serving.Anomalies.Count > 0)
            console.Write(ScoreTables.Hosts(serving.Anomalies));
    }

    public void Close(DemoReport report)
    {
        Title("Wall time");
        var table = Tables.Create(null, "stage", ">time");
        foreach (var stage in report.Stages)
            table.Row(stage.Name, Words.Seconds(stage.Seconds));
        console.Write(table);
        foreach (var warning in report.Warnings)
            console.WriteLine($"Warning: {warning}");
    }
}

using System.Globalization;
using System.Text;
using NetMl.Contracts.Training;
using NetMl.Gnn.Baselines;

namespace NetMl.TrainingCoordinator.Cards;

/// <summary>A card as Markdown (CommonMark with tables).</summary>
static class CardMarkdown
{
    public static string Write(ModelCard card)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"# {Plain(card.Model)}, version {card.Version}\n");
        text.AppendLine(card.IntendedUse + "\n");
        Table(text, ["", ""], [
            ["task", card.Task], ["network", card.Network], ["published", card.Published.ToString("u", CultureInfo.InvariantCulture)], ["job", card.Job],
            ["size", $"{card.Bytes} bytes"], ["sha-256", card.Sha256],
            ["privacy", card.Epsilon is { } epsilon ? string.Create(CultureInfo.InvariantCulture, $"ε = {epsilon:G4}, δ = {card.Delta:G4}") : "no differential privacy"],
        ]);
        Data(text, card);
        Metrics(text, card);
        text.AppendLine("## Features\n");
        List(text, [Named("nodes", card.Features.Nodes), Named("flows", card.Features.Flows), card.Features.Preparation]);
        text.AppendLine("## Training\n");
        Table(text, ["setting", "value"], [.. card.Training.Select(setting => (string[])[setting.Key, setting.Value]), ["seeds", string.Join(", ", card.Seeds)]]);
        text.AppendLine("## Limits\n");
        List(text, card.Limits);
        if (card.Notes.Count > 0)
        {
            text.AppendLine("## Notes\n");
            List(text, card.Notes);
        }
        return text.ToString().TrimEnd().ReplaceLineEndings("\n") + "\n";
    }

    private static void Data(StringBuilder text, ModelCard card)
    {
        var data = card.Data;
        text.AppendLine("## Data\n");
        Table(text, ["", ""], [
            ["name", data.Name ?? "not told"], ["snapshot", data.Snapshot], ["split", data.Split ?? "not told"], ["learnt from", Count(data.Learnt, data.Items)],
            .. card.Network == TreeClassifier.Name ? (string[][])[] : [["chosen by", Count(data.Validated, data.Items)]], ["tested on", Count(data.Tested, data.Items)],
            .. data.TestFrom is { } from ? (string[][])[["test begins", from.ToString("u", CultureInfo.InvariantCulture)]] : [],
        ]);
        if (data.Classes.Count > 0)
            Table(text, ["class", "tested"], [.. data.Classes.Select(known => (string[])[known.Name, Count(known.Tested, "")])]);
    }

    private static void Metrics(StringBuilder text, ModelCard card)
    {
        text.AppendLine("## Metrics\n");
        var metrics = card.Metrics;
        if (metrics.Model is { } scores)
        {
            Table(text, ["model", "accuracy", "macro-F1", "calibration error"], [
                .. ((ClassificationScores[])[scores, .. metrics.Baselines]).Select(one => (string[])[one.Name, Score(one.Accuracy), Score(one.MacroF1), Score(one.CalibrationError)])]);
            Table(text, ["class", "precision", "recall", "F1", "tested"], [
                .. scores.Classes.Select(one => (string[])[one.Class, Score(one.Precision), Score(one.Recall), Score(one.F1), $"{one.Support}"])]);
        }
        if (metrics.Repeats is { Repeats.Count: > 1 } repeats)
            List(text, [$"Over {repeats.Repeats.Count} seeds: accuracy {Score(repeats.Accuracy)} ± {Score(repeats.AccuracyDeviation)}, macro-F1 {Score(repeats.MacroF1)} ± {Score(repeats.MacroF1Deviation)}."]);
        if (metrics.Anomaly is { } anomaly)
        {
            List(text, [string.Create(CultureInfo.InvariantCulture, $"Scores by {anomaly.Scorer} above {anomaly.Threshold:G5} are called odd, set for {anomaly.FalsePositives:0.##%} of normal items; {anomaly.Flagged} of {anomaly.Tested} test items lay above it.")]);
            if (anomaly.Quality.Count > 0)
                Table(text, ["scorer", "AUROC", "average precision"], [.. anomaly.Quality.Select(one => (string[])[one.Name, Score(one.Auroc), Score(one.AveragePrecision)])]);
        }
        if (metrics is { Model: null, Anomaly: null })
            text.AppendLine("Nothing was measured.\n");
    }

    private static void Table(StringBuilder text, string[] names, IEnumerable<string[]> rows)
    {
        Row(text, names);
        Row(text, Array.ConvertAll(names, _ => "---"));
        foreach (var row in rows)
            Row(text, Array.ConvertAll(row, Plain));
        text.AppendLine();
    }

    private static void Row(StringBuilder text, string[] cells) => text.Append("| ").AppendJoin(" | ", cells).AppendLine(" |");

    private static void List(StringBuilder text, IEnumerable<string> sentences)
    {
        foreach (var sentence in sentences)
            text.Append("- ").AppendLine(Plain(sentence));
        text.AppendLine();
    }

    // Names come from data: none may end a cell or begin a tag, a link or a new line.
    private static string Plain(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var letter in name)
            _ = letter is '\r' or '\n' ? plain.Append(' ') : letter is '|' or '<' or '[' or '*' or '`' or '\\' ? plain.Append('\\').Append(letter) : plain.Append(letter);
        return plain.ToString();
    }

    private static string Named(string what, IReadOnlyList<string> names) => names.Count == 0 ? $"{what}: none" : $"{what}: {string.Join(", ", names)}";

    private static string Count(long? count, string items) => count is { } known ? $"{known.ToString(CultureInfo.InvariantCulture)} {items}".TrimEnd() : "not told";

    private static string Score(double? score) => score is { } known ? known.ToString("0.000", CultureInfo.InvariantCulture) : "–";
}

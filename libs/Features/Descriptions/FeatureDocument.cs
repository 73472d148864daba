using System.Text;
using NetMl.Features.Hosts;
using NetMl.Features.Pairs;
using NetMl.Features.PerFlow;
using NetMl.Features.Windows;

namespace NetMl.Features.Descriptions;

/// <summary>docs/features.md, made of the descriptions beside the code.</summary>
public static class FeatureDocument
{
    private const string Introduction =
        """
        # Features

        Made from the descriptions in `libs/Features`; a test compares. To write it anew: `NETML_WRITE_DOCS=1 dotnet test tests/Features.Tests --filter FeatureDocument`.

        - Cost: *Flows* looks at the flows themselves, *Neighbours* at a host's peers and their links, *Graph* at the whole graph as often as a walk needs to
          settle, *Sampled* at the whole graph from some nodes or through sketches (the error stands with the feature).
        - Missing: the value when nothing is known. Every value in memory is a finite number within its range; only a flow's amounts may be left empty.
        - Addresses, uids and exact ports are never features. The same flows in any order and any batches give the same bits on any number of cores.

        ## In models

        A feature enters a learning tensor as its description says: *Log* as `log1p(name)` = ln(1 + value), *TimesHosts* as `name*hosts`, *Linear* as it is, a class as
        one column `name=class` each, and an amount that may be missing with a second column `name_missing`. These rules are fixed, not fitted, and
        are part of the column names, which snapshots and models carry: a model refuses tensors whose names differ. What is fitted, mean and standard
        deviation of each column, is fitted on the training part alone and stored in the model's file as `standardisation.*`
        (`libs/Gnn/Inputs/Standardisation.cs`): value → (value − mean) / deviation, cut at ±8; a column that never varied there has deviation 1.

        ## Export

        `FeatureFrames` makes a table of each family and `FeatureCsv` and `FeatureNpz` write it, in the units of this page. CSV: UTF-8, a line of names, numbers
        in their shortest exact form, a missing amount is an empty cell. NPZ: a zip archive with one NumPy array per column (`<f8`, `<i8`, or `|S…` for text; a
        missing amount is NaN) and `schema.json`, which lists family, rows and, for each column in order, name, type, unit, range, formula and missing-value rule:

            import json, numpy
            file = numpy.load("hosts.npz")
            schema = json.loads(file["schema.json"])
            bytes_in = file["bytes_in"]
            addresses = file["host"].astype(str)

        Only the columns that are asked for are read.

        """;

    /// <summary>The whole document.</summary>
    public static string Text { get; } = Write();

    private static string Write()
    {
        var text = new StringBuilder(Introduction.ReplaceLineEndings("\n")).Append('\n');
        var model = HostFeatureTable.Model.Select(feature => feature.About.Name).ToHashSet(StringComparer.Ordinal);
        Add(text, "Hosts", "Models learn from the features marked with a tensor column; why not from all, says docs/adr/0008. A window of a learning graph counts as a graph of its own. Exported rows begin with `host`.",
            HostFeatureTable.All.Select(feature => (feature.About, model.Contains(feature.About.Name) ? $"`{feature.About.TensorName}`" : "")));
        Add(text, "Host pairs", "A pair is a source and a target that it opened at least one flow to. Exported rows begin with `source` and `target`.", PairFeatureTable.All.Select(feature => (feature.About, "")));
        Add(text, "Flows", "Its own values, then what was known of its two hosts when it started: that a flow was opened is known from its start on, what it carried and whether it failed once it has ended. Flows are seen in the order of their start (then of all other columns), within their window (an export is one window). Exported rows begin with `start` (ns since 1970-01-01 UTC), `source`, `target` and `label`, and hold the class of a feature with classes by name.",
            FlowFeatureTable.All.Select(feature => (feature.About, string.Join(", ", feature.Columns.Select(column => $"`{column}`")))));
        Add(text, "Windows", "Windows of time that have a flow, in order; pairs are directed and of different hosts. One more window costs time in proportion to its flows. Exported rows begin with `window_start` (ns since 1970-01-01 UTC).", WindowFeatureTable.All.Select(feature => (feature.About, "")));
        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void Add(StringBuilder text, string title, string about, IEnumerable<(FeatureDescription Feature, string Columns)> rows)
    {
        var all = rows.ToList();
        var inTensors = all.Exists(row => row.Columns.Length > 0);
        text.Append("## ").Append(title).Append("\n\n").Append(about).Append("\n\n");
        text.Append(inTensors ? "| name | unit | range | formula | missing | cost | tensor columns |\n|---|---|---|---|---|---|---|\n" : "| name | unit | range | formula | missing | cost |\n|---|---|---|---|---|---|\n");
        foreach (var (feature, columns) in all)
        {
            text.Append($"| `{feature.Name}` | {feature.Unit} | {feature.Range} | {Cell(feature.Formula)} | {feature.WhenMissing} | {feature.Cost} |");
            text.Append(inTensors ? $" {columns} |\n" : "\n");
        }
        text.Append('\n');
    }

    private static string Cell(string formula) => formula.Replace("|", "\\|", StringComparison.Ordinal);
}

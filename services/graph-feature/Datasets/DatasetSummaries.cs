using System.Globalization;
using NetMl.Contracts.Datasets;
using NetMl.GraphFeature.Behaviours;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Datasets;

/// <summary>Turns totals into what the API tells.</summary>
internal static class DatasetSummaries
{
    public static DatasetSummary Of(DatasetTotals totals, StoreCondition condition, AnalysisOptions analysis) => new(
        totals.Dataset, totals.Rows, totals.Segments, totals.Bytes, totals.AnalysedRows, totals.LabelledRows,
        FlowTime.Of(totals.First), FlowTime.Of(totals.Last), condition.Problem,
        totals.Rows <= analysis.MaximumFlows ? null : LimitOf(totals.Rows, analysis.MaximumFlows));

    private static string LimitOf(long rows, int most) => string.Create(
        CultureInfo.InvariantCulture, $"Behaviours are looked for in the latest {most} of the {rows} flows (setting Behaviours:MaximumFlows).");
}

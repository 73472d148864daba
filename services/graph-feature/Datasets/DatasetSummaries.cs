using NetMl.Contracts.Datasets;
using NetMl.GraphFeature.Store;

namespace NetMl.GraphFeature.Datasets;

/// <summary>Turns totals into what the API tells.</summary>
internal static class DatasetSummaries
{
    public static DatasetSummary Of(DatasetTotals totals, StoreCondition condition) => new(
        totals.Dataset, totals.Rows, totals.Segments, totals.Bytes, totals.AnalysedRows, totals.LabelledRows,
        FlowTime.Of(totals.First), FlowTime.Of(totals.Last), condition.Problem);
}

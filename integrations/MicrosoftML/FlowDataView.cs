using Microsoft.ML;
using Microsoft.ML.Data;
using NetMl.Features;

namespace NetMl.Integrations.MicrosoftML;

/// <summary>Shows the flows of a graph to ML.NET as a data view with the columns Features (a vector) and Label (text).</summary>
public static class FlowDataView
{
    /// <summary>Flows [from, to) of the graph, which are in time order; unlabelled ones are left out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range does not lie within the graph.</exception>
    /// <remarks>Rows are made while ML.NET reads, one at a time.</remarks>
    public static IDataView Load(MLContext context, FlowGraph graph, int from, int to)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(to, graph.FlowCount);
        var schema = SchemaDefinition.Create(typeof(FlowRow));
        schema[nameof(FlowRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, FlowGraph.FlowFeatureNames.Count);
        return context.Data.LoadFromEnumerable(Rows(graph, from, to), schema);
    }

    private static IEnumerable<FlowRow> Rows(FlowGraph graph, int from, int to)
    {
        var width = FlowGraph.FlowFeatureNames.Count;
        for (var flow = from; flow < to; flow++)
        {
            var label = graph.FlowLabel.Span[flow];
            if (label >= 0)
                yield return new FlowRow { Features = graph.FlowFeatures.Slice(flow * width, width).ToArray(), Label = graph.Classes[label] };
        }
    }
}

using NetMl.Onnx.Format;

namespace NetMl.Onnx.Steps;

/// <summary>Who hears whom, as two lists in an ONNX graph; sums, means, largest and shares over them are gathers and scatters.</summary>
/// <param name="Listeners">int64 [entries]: the row that hears.</param>
/// <param name="Sources">int64 [entries]: the row that is heard; null = the entry's own, as where nodes hear their flows.</param>
/// <param name="Rows">int64 [1]: n, the rows that hear.</param>
/// <remarks>ScatterElements rather than ScatterND: runtimes add up the former in order, the latter not always when indices repeat.</remarks>
internal sealed record Neighbours(OnnxGraph Graph, string Listeners, string? Sources, string Rows)
{
    private const float Lowest = float.MinValue;
    private string? _counts;

    /// <summary>float [n, 1]: entries of each row.</summary>
    public string Counts => _counts ??= CountOf(Listeners);

    /// <summary>float [n, 1]: how often each row is an end.</summary>
    /// <param name="ends">int64 [entries].</param>
    public string CountOf(string ends) => Scatter(
        Graph.Add("ConstantOfShape", [Graph.Add("Concat", [Graph.Add("Shape", [ends]), Graph.Integers(1)], OnnxGraph.Attribute("axis", 0))], OnnxGraph.Tensor("value", 1)), ends, 1, "add", 0);

    /// <summary>[entries, m]: the row of each entry's source.</summary>
    public string FromSources(string x) => Sources is null ? x : Gather(x, Sources);

    /// <summary>[entries, m]: the row of each entry's listener.</summary>
    public string FromListeners(string x) => Gather(x, Listeners);

    /// <summary>[n, m]: sums of rows of entries, zeros where none.</summary>
    /// <param name="entries">[entries, m].</param>
    public string Sum(string entries, int width) => Scatter(entries, Listeners, width, "add", 0);

    /// <summary>[n, m]: means of rows of entries, zeros where none.</summary>
    public string Mean(string entries, int width) =>
        Graph.Add("Div", [Sum(entries, width), Graph.Add("Max", [Counts, Graph.Float(1)])]);

    /// <summary>[n, m]: the largest of rows of entries, zeros where none.</summary>
    public string Max(string entries, int width) =>
        Graph.Add("Where", [Graph.Add("Greater", [Counts, Graph.Float(0)]), Scatter(entries, Listeners, width, "max", Lowest), Graph.Float(0)]);

    /// <summary>[entries, heads]: shares that sum to 1 over the entries of a row.</summary>
    public string Softmax(string scores, int heads)
    {
        var largest = FromListeners(Scatter(scores, Listeners, heads, "max", Lowest));
        var weights = Graph.Add("Exp", [Graph.Add("Sub", [scores, largest])]);
        return Graph.Add("Div", [weights, FromListeners(Sum(weights, heads))]);
    }

    /// <summary>The entries that do not join a row with itself.</summary>
    public Neighbours WithoutSelf()
    {
        var sources = Sources ?? throw new InvalidOperationException("Rows that hear entries are no rows that hear themselves.");
        var others = Graph.Add("Not", [Graph.Add("Equal", [Listeners, sources])]);
        return new Neighbours(Graph, Compress(Listeners, others), Compress(sources, others), Rows);
    }

    private string Gather(string x, string rows) => Graph.Add("Gather", [x, rows], OnnxGraph.Attribute("axis", 0));

    private string Compress(string list, string condition) => Graph.Add("Compress", [list, condition], OnnxGraph.Attribute("axis", 0));

    private string Scatter(string entries, string ends, int width, string reduction, float initial)
    {
        var shape = Graph.Add("Concat", [Rows, Graph.Integers(width)], OnnxGraph.Attribute("axis", 0));
        var start = Graph.Add("ConstantOfShape", [shape], OnnxGraph.Tensor("value", initial));
        var index = Graph.Add("Expand", [Graph.Add("Unsqueeze", [ends, Graph.Integers(1)]), Graph.Add("Shape", [entries])]);
        return Graph.Add("ScatterElements", [start, index, entries], OnnxGraph.Attribute("axis", 0), OnnxGraph.Attribute("reduction", reduction));
    }
}

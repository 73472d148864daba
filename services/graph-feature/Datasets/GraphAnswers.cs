using Microsoft.AspNetCore.Http.HttpResults;
using NetMl.Contracts.Datasets;
using NetMl.Features;
using NetMl.Features.Exploration;
using NetMl.Flows;

namespace NetMl.GraphFeature.Datasets;

/// <summary>What several questions about a graph share: finding a host by its address, and turning rows into what the API tells.</summary>
internal static class GraphAnswers
{
    /// <summary>Gives the node of an address; a refusal says that it is no address (400) or that no flow has it (404).</summary>
    public static ProblemHttpResult? Find(this DatasetGraph graph, string field, string? address, out int node)
    {
        node = -1;
        if (!HostAddressParser.TryParse(address, out var key))
            return Problems.Bad(field, address, "an IPv4 or IPv6 address");
        node = graph.Find(key);
        if (node >= 0)
            return null;
        var known = Enumerable.Range(0, graph.Graph.Hosts.Length).Select(graph.Graph.Address);
        return Problems.NotFound($"There is no host '{address}' in data set '{graph.Dataset}'.{NearestName.Hint($"{address}", [.. known])}");
    }

    /// <summary>What a question about a graph answers.</summary>
    public static RouteHandlerBuilder ProducesGraphAnswer<T>(this RouteHandlerBuilder route) =>
        route.Produces<T>().Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);

    /// <summary>Reads a set of addresses; a refusal says what it may be.</summary>
    public static ProblemHttpResult? ReadAddresses(string field, string? text, out AddressFilter addresses)
    {
        addresses = AddressFilter.All;
        if (AddressFilter.TryParse(text) is not { } read)
            return Problems.Bad(field, text, "a network such as 10.0.0.0/8, or how addresses begin, such as 10.0.");
        addresses = read;
        return null;
    }

    /// <summary>Most first unless asked for the least; a refusal when the order is neither.</summary>
    public static ProblemHttpResult? ReadOrder(string? order, out bool ascending)
    {
        ascending = order == "asc";
        return ascending || string.IsNullOrEmpty(order) || order == "desc" ? null : Problems.Bad("order", order, "desc (most first) or asc");
    }

    /// <summary>Reads conditions; a refusal says which of them is wrong.</summary>
    public static ProblemHttpResult? ReadWhere(string? where, IReadOnlyList<string> columns, out NumberFilter filter)
    {
        filter = NumberFilter.None;
        if (NumberFilter.TryParse(where, columns, out var wrong, out var isName) is { } read)
        {
            filter = read;
            return null;
        }
        return isName ? Problems.Bad($"'where' asks for '{wrong}'.{NearestName.Choice(wrong, columns)}")
            : Problems.Bad("where", wrong, $"a column, one of > >= < <= = !=, and a number, such as {columns[0]}>1e3; several are separated by commas");
    }

    /// <summary>A row of features by name, in the order of the names.</summary>
    public static OrderedDictionary<string, double> Named(IReadOnlyList<string> names, int row, Func<int, int, double> value)
    {
        var named = new OrderedDictionary<string, double>(names.Count, StringComparer.Ordinal);
        for (var column = 0; column < names.Count; column++)
            named.Add(names[column], value(row, column));
        return named;
    }

    public static HostSummary Host(this DatasetGraph graph, int node) =>
        new(graph.Graph.Address(node), Named(HostFeatures.Names, node, graph.HostFeature));

    public static TrafficBin ToWire(TimeBin bin) => new(FlowTime.Of(bin.Start), bin.FlowsOut, bin.FlowsIn, bin.BytesOut, bin.BytesIn);
}

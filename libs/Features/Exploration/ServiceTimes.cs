using NetMl.Flows;

namespace NetMl.Features.Exploration;

/// <summary>Flows by application protocol within one bin of time.</summary>
/// <param name="Start">First instant of the bin, nanoseconds since 1970-01-01 UTC, a multiple of the bin's width.</param>
/// <param name="Flows">Of the services with the most flows, those that occur in the bin, most frequent over all first.</param>
/// <param name="Others">Flows of all other services.</param>
/// <param name="None">Flows whose service is unset or known to be none.</param>
public sealed record ServiceTimes(long Start, IReadOnlyDictionary<string, long> Flows, long Others, long None)
{
    /// <summary>Services that are told apart.</summary>
    public const int MostServices = 10;

    /// <summary>The flows of a graph by start; bins in which nothing started are left out. O(flows).</summary>
    /// <param name="graph">Its flows are in order of time.</param>
    /// <param name="width">Nanoseconds, ≥ 1.</param>
    public static IReadOnlyList<ServiceTimes> Of(HostGraph graph, long width)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        var flows = graph.Flows;
        var placeOf = Places(graph, out var named);
        var bins = new List<ServiceTimes>();
        var counts = new long[named.Length + 2];
        for (var i = 0; i < graph.FlowCount; i++)
        {
            counts[placeOf[flows.Service[graph.FirstFlow + i] + 1]]++;
            var start = TimeLine.Floor(flows.Start[graph.FirstFlow + i], width);
            if (i + 1 < graph.FlowCount && TimeLine.Floor(flows.Start[graph.FirstFlow + i + 1], width) == start)
                continue;
            bins.Add(Bin(start, named, counts));
            Array.Clear(counts);
        }
        return bins;
    }

    /// <summary>For each service, from −1 = unset on, where it is counted: a place in <paramref name="named"/>, then others, then none.</summary>
    private static int[] Places(HostGraph graph, out string[] named)
    {
        var services = graph.Flows.Services;
        var totals = new long[services.Count];
        foreach (var service in graph.Flows.Service.Slice(graph.FirstFlow, graph.FlowCount))
        {
            if (service >= 0)
                totals[service]++;
        }
        var most = Enumerable.Range(0, totals.Length).Where(service => totals[service] > 0 && services[service].Length > 0)
            .OrderByDescending(service => totals[service]).ThenBy(service => services[service], StringComparer.Ordinal).Take(MostServices).ToArray();
        named = Array.ConvertAll(most, service => services[service]);
        var placeOf = new int[services.Count + 1];
        Array.Fill(placeOf, named.Length);
        placeOf[0] = named.Length + 1;
        for (var service = 0; service < totals.Length; service++)
        {
            if (services[service].Length == 0)
                placeOf[service + 1] = named.Length + 1;
        }
        for (var place = 0; place < most.Length; place++)
            placeOf[most[place] + 1] = place;
        return placeOf;
    }

    private static ServiceTimes Bin(long start, string[] named, long[] counts)
    {
        var flows = new OrderedDictionary<string, long>(StringComparer.Ordinal);
        for (var place = 0; place < named.Length; place++)
        {
            if (counts[place] > 0)
                flows.Add(named[place], counts[place]);
        }
        return new ServiceTimes(start, flows, counts[^2], counts[^1]);
    }
}

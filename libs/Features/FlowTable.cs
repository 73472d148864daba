using NetMl.Features.PerFlow;
using NetMl.Flows;

namespace NetMl.Features;

/// <summary>Flows of many batches as one set of columns, in time order, with hosts, services and labels numbered alike for all.</summary>
/// <remarks>
/// m flows, 86 bytes each. The order is total: start, then every other column, so the columns do not depend on how flows were
/// spread over batches. Rows that are alike in all columns keep the order in which they were given. −1 = missing.
/// A flow that was still open and is reported again under its uid is there once, as last reported (<see cref="RepeatedReports"/>).
/// </remarks>
public sealed class FlowTable
{
    private readonly FlowTableColumns _columns;
    private readonly int[] _serviceClasses;
    private readonly int[]? _ports;

    /// <param name="ports">[hosts]: the port of each when they are endpoints, −1 = none; null when they are hosts.</param>
    internal FlowTable(FlowTableColumns columns, int[]? ports = null)
    {
        _columns = columns;
        _ports = ports;
        _serviceClasses = Array.ConvertAll(columns.Services, ServiceClasses.Of);
    }

    /// <summary>m.</summary>
    public int Count => _columns.Start.Length;

    /// <summary>[m] nanoseconds since 1970-01-01 UTC, ascending.</summary>
    public ReadOnlySpan<long> Start => _columns.Start;

    /// <summary>[m] nanoseconds.</summary>
    public ReadOnlySpan<long> Duration => _columns.Duration;

    /// <summary>[m]: index into <see cref="Hosts"/>, who opened the flow.</summary>
    public ReadOnlySpan<int> Source => _columns.Source;

    /// <summary>[m]: index into <see cref="Hosts"/>, who answered.</summary>
    public ReadOnlySpan<int> Target => _columns.Target;

    /// <summary>[m] 0–65535.</summary>
    public ReadOnlySpan<int> SourcePort => _columns.SourcePort;

    /// <summary>[m] 0–65535.</summary>
    public ReadOnlySpan<int> TargetPort => _columns.TargetPort;

    /// <summary>[m] IANA numbers.</summary>
    public ReadOnlySpan<byte> Protocol => _columns.Protocol;

    /// <summary>[m].</summary>
    public ReadOnlySpan<ConnectionState> State => _columns.State;

    /// <summary>[m] payload bytes that the source sent.</summary>
    public ReadOnlySpan<long> SourceBytes => _columns.SourceBytes;

    /// <summary>[m] payload bytes that the target sent.</summary>
    public ReadOnlySpan<long> TargetBytes => _columns.TargetBytes;

    /// <summary>[m] packets that the source sent.</summary>
    public ReadOnlySpan<long> SourcePackets => _columns.SourcePackets;

    /// <summary>[m] packets that the target sent.</summary>
    public ReadOnlySpan<long> TargetPackets => _columns.TargetPackets;

    /// <summary>[m]: index into <see cref="Services"/>.</summary>
    public ReadOnlySpan<int> Service => _columns.Service;

    /// <summary>[m]: index into <see cref="Labels"/>.</summary>
    public ReadOnlySpan<int> Label => _columns.Label;

    /// <summary>[m]: place of each flow in the order given, counted through all batches; replaced reports leave gaps.</summary>
    public ReadOnlySpan<int> Row => _columns.Row;

    /// <summary>Distinct addresses, ascending as numbers (IPv4 before most of IPv6).</summary>
    public IReadOnlyList<HostAddress> Hosts => _columns.Hosts;

    /// <summary>Distinct service names, in ordinal order.</summary>
    public IReadOnlyList<string> Services => _columns.Services;

    /// <summary>Distinct labels, in ordinal order.</summary>
    public IReadOnlyList<string> Labels => _columns.Labels;

    /// <summary>Puts flows into time order.</summary>
    /// <remarks>O(m log m) time; twice the columns' memory while it runs. The batches are not needed afterwards.</remarks>
    public static FlowTable Build(IReadOnlyList<FlowBatch> batches) => Build(batches, long.MinValue, long.MaxValue);

    /// <summary>Puts the flows that start within [from, to), nanoseconds since 1970-01-01 UTC, into time order; other flows leave no trace.</summary>
    public static FlowTable Build(IReadOnlyList<FlowBatch> batches, long from, long to)
    {
        ArgumentNullException.ThrowIfNull(batches);
        return new FlowTable(FlowTableColumns.Sorted(batches, from, to));
    }

    /// <summary>
    /// The same flows between endpoints instead of hosts: an address and a port, so a server's services and each of a client's connections stand apart.
    /// <see cref="Hosts"/> then has an address once for each of its ports. O(m log m).
    /// </summary>
    public FlowTable BetweenEndpoints()
    {
        var (source, target, keys) = Endpoints.Number(this);
        return new FlowTable(_columns.Between(source, target, [.. keys.Select(key => Hosts[Endpoints.Host(key)])]), [.. keys.Select(Endpoints.Port)]);
    }

    /// <summary>What a host is called: its address; of an endpoint address:port, or [address]:port of IPv6.</summary>
    public string Name(int host)
    {
        var address = Hosts[host];
        return _ports is null || _ports[host] < 0 ? address.ToString()
            : FormattableString.Invariant($"{(address.IsIPv4 ? $"{address}" : $"[{address}]")}:{_ports[host]}");
    }

    /// <summary>Payload of both sides, an unknown side counting 0; −1 when both are unknown.</summary>
    public long Bytes(int flow) => Sum(SourceBytes[flow], TargetBytes[flow]);

    /// <summary>Packets of both sides, likewise.</summary>
    public long Packets(int flow) => Sum(SourcePackets[flow], TargetPackets[flow]);

    /// <summary>Class of its service, as an index into <see cref="ServiceClasses.Names"/>; unset is "none".</summary>
    internal int ServiceClass(int flow) => Service[flow] < 0 ? 0 : _serviceClasses[Service[flow]];

    /// <summary>Whether the other side took no part.</summary>
    public bool Failed(int flow) => FailedAttempts.Is(State[flow], Protocol[flow], Bytes(flow), TargetPackets[flow]);

    private static long Sum(long source, long target) => source < 0 && target < 0 ? -1 : Math.Max(0, source) + Math.Max(0, target);
}

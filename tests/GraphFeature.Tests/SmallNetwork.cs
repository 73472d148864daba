using NetMl.Flows;

namespace NetMl.GraphFeature.Tests;

/// <summary>Six flows whose graph can be worked out by hand.</summary>
/// <remarks>
/// <code>
///   10.0.0.1 ==3 ssl flows, 443==> 93.184.216.34      at 0, 10, 20 s; 100 bytes out and 20,000 back each
///      |                              ^
///    22, refused, at 30 s             | 53, at 3600 s; 50 and 400 bytes
///      v                              |
///   10.0.0.2 -------------------------+
///      |
///      +--53, at 4000 s; 900 and 100 bytes--> 2001:db8::8
/// </code>
/// The first flow starts at 22:13:20 UTC.
/// </remarks>
internal static class SmallNetwork
{
    public const string Client = "10.0.0.1", Relay = "10.0.0.2", Web = "93.184.216.34", Resolver = "2001:db8::8";

    public static FlowBatch Batch() => TestFlows.Batch(
        Flow(0, Client, Web, 443, "ssl", 100, 20_000), Flow(10, Client, Web, 443, "ssl", 100, 20_000), Flow(20, Client, Web, 443, "ssl", 100, 20_000),
        Flow(30, Client, Relay, 22, null, 0, 0) with { State = ConnectionState.REJ },
        Flow(3600, Relay, Web, 53, "dns", 50, 400), Flow(4000, Relay, Resolver, 53, "dns", 900, 100));

    public static DateTimeOffset At(int seconds) => DateTimeOffset.FromUnixTimeSeconds(TestFlows.Start / 1_000_000_000 + seconds);

    private static FlowRecord Flow(int second, string source, string target, int port, string? service, int sent, int received) => new()
    {
        StartNanoseconds = TestFlows.Start + second * 1_000_000_000L,
        Source = source,
        Destination = target,
        DestinationPort = port,
        Protocol = service == "dns" ? IpProtocol.Udp : IpProtocol.Tcp,
        Service = service,
        SourceBytes = sent,
        DestinationBytes = received,
        State = ConnectionState.SF,
        Label = service == "ssl" ? "Benign" : null,
    };
}

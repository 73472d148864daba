using NetMl.Flows;

namespace NetMl.Behaviours.Tests;

/// <summary>Flows whose numbers no honest log has.</summary>
internal static class HostileFlows
{
    /// <summary>All combinations of missing, zero and largest numbers, in the first and last nanosecond there is and between, on ports that detectors look at.</summary>
    public static IEnumerable<FlowRecord> All(string source, string target)
    {
        long[] numbers = [-1, 0, long.MaxValue];
        foreach (var start in new[] { long.MinValue, -1, 0, long.MaxValue })
        {
            foreach (var duration in numbers)
            {
                foreach (var amount in numbers)
                {
                    foreach (var port in new[] { -1, 22, 445, 65_535 })
                        yield return Flow(start, duration, amount, port, source, target);
                }
            }
        }
    }

    private static FlowRecord Flow(long start, long duration, long amount, int port, string source, string target) => new()
    {
        StartNanoseconds = start,
        DurationNanoseconds = duration,
        Source = source,
        Destination = target,
        DestinationPort = port,
        Protocol = IpProtocol.Tcp,
        SourceBytes = amount,
        DestinationBytes = amount,
        SourcePackets = amount,
        DestinationPackets = amount == 0 ? amount : 0,
        State = ConnectionState.SF,
    };
}

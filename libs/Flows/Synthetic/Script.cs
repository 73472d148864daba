namespace NetMl.Flows.Synthetic;

/// <summary>The flows of a capture while it is written: each kind of traffic adds its own.</summary>
internal sealed class Script(Network network, Dice dice, SyntheticOptions options)
{
    private const long NanosecondsPerMicrosecond = 1000;
    private const int HeaderlessPayload = 1400;

    private readonly long _startMicroseconds = options.Start.ToUnixTimeMilliseconds() * 1000;

    public Network Network => network;

    public Dice Dice => dice;

    /// <summary>Seconds from the first to the last instant.</summary>
    public double Seconds { get; } = options.Span.TotalSeconds;

    public List<FlowRecord> Flows { get; } = [];

    /// <summary>Any moment of the capture, in seconds from its start.</summary>
    public double Anytime() => dice.Below(int.MaxValue) / (double)int.MaxValue * Seconds;

    /// <summary>A TCP connection that was opened and closed, with payload.</summary>
    public void Tcp(string label, double at, string source, string destination, int port, string? service, double seconds, long up, long down, ConnectionState state = ConnectionState.SF) =>
        Add(label, at, source, dice.Between(32768, 60999), destination, port, IpProtocol.Tcp, service, seconds, up, down, state, 4 + up / HeaderlessPayload + down / (2 * HeaderlessPayload), 3 + down / HeaderlessPayload + up / (2 * HeaderlessPayload));

    /// <summary>A TCP connection that never came to be: no answer (S0) or refused (REJ).</summary>
    public void Failed(string label, double at, string source, string destination, int port, bool refused) =>
        Add(label, at, source, dice.Between(32768, 60999), destination, port, IpProtocol.Tcp, null, refused ? dice.Between(60, 900) / 1e6 : dice.Chance(0.5) ? 3 + dice.Below(1000) / 1e4 : -1, refused || dice.Chance(0.5) ? 0 : -1, refused ? 0 : -1, refused ? ConnectionState.REJ : ConnectionState.S0, refused ? 1 : dice.Between(1, 3), refused ? 1 : 0);

    /// <summary>One question and its answer.</summary>
    public void Udp(string label, double at, string source, string destination, int port, string service, double seconds, long up, long down) =>
        Add(label, at, source, port == 123 && dice.Chance(0.5) ? 123 : dice.Between(32768, 60999), destination, port, IpProtocol.Udp, service, seconds, up, down > 0 ? down : -1, down > 0 ? ConnectionState.SF : ConnectionState.S0, 1, down > 0 ? 1 : 0);

    private void Add(
        string label, double at, string source, int sourcePort, string destination, int port, byte protocol, string? service,
        double seconds, long up, long down, ConnectionState state, long upPackets, long downPackets)
    {
        if (at < 0 || at >= Seconds)
            return;
        Flows.Add(new FlowRecord
        {
            StartNanoseconds = (_startMicroseconds + (long)(at * 1e6)) * NanosecondsPerMicrosecond,
            DurationNanoseconds = seconds < 0 ? -1 : (long)(seconds * 1e6) * NanosecondsPerMicrosecond,
            Source = source,
            SourcePort = sourcePort,
            Destination = destination,
            DestinationPort = port,
            Protocol = protocol,
            Service = service,
            SourceBytes = up,
            DestinationBytes = down,
            SourcePackets = upPackets,
            DestinationPackets = downPackets,
            State = state,
            Label = label,
        });
    }
}

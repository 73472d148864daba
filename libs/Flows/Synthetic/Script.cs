namespace NetMl.Flows.Synthetic;

/// <summary>Who talks to whom about what.</summary>
internal readonly record struct Route(string Source, string Destination, int Port, string? Service = null);

/// <summary>How long and how much, in seconds and payload bytes.</summary>
internal readonly record struct Volume(double Seconds, long Up, long Down);

/// <summary>The flows of a capture while it is written: each kind of traffic adds its own.</summary>
internal sealed class Script(Network network, Dice dice, SyntheticOptions options)
{
    private const long NanosecondsPerMicrosecond = 1000;
    private const int SegmentBytes = 1400;

    private readonly long _startMicroseconds = options.Start.ToUnixTimeMilliseconds() * 1000;

    public Network Network => network;

    public Dice Dice => dice;

    /// <summary>Seconds from the first to the last instant.</summary>
    public double Seconds { get; } = options.Span.TotalSeconds;

    public List<FlowRecord> Flows { get; } = [];

    /// <summary>Any moment of the capture, in seconds from its start.</summary>
    public double Anytime() => dice.Below(int.MaxValue) / (double)int.MaxValue * Seconds;

    /// <summary>A TCP connection that was opened and closed, with payload.</summary>
    public void Tcp(string label, double at, Route route, Volume volume, ConnectionState state = ConnectionState.SF)
    {
        var (_, up, down) = volume;
        Add(at, Row(label, route, IpProtocol.Tcp, volume) with
        {
            SourcePort = EphemeralPort(),
            State = state,
            SourcePackets = 4 + up / SegmentBytes + down / (2 * SegmentBytes),
            DestinationPackets = 3 + down / SegmentBytes + up / (2 * SegmentBytes),
        });
    }

    /// <summary>A TCP connection that never came to be: refused (REJ) or without an answer (S0).</summary>
    public void Failed(string label, double at, Route route, bool refused)
    {
        var port = EphemeralPort();
        var seconds = refused ? dice.Between(60, 900) / 1e6 : dice.Chance(0.5) ? 3 + dice.Below(1000) / 1e4 : -1;
        var up = refused || dice.Chance(0.5) ? 0 : -1;
        Add(at, Row(label, route, IpProtocol.Tcp, new Volume(seconds, up, refused ? 0 : -1)) with
        {
            SourcePort = port,
            State = refused ? ConnectionState.REJ : ConnectionState.S0,
            SourcePackets = refused ? 1 : dice.Between(1, 3),
            DestinationPackets = refused ? 1 : 0,
        });
    }

    /// <summary>One question and its answer; none when nothing comes down.</summary>
    public void Udp(string label, double at, Route route, Volume volume)
    {
        var answered = volume.Down > 0;
        Add(at, Row(label, route, IpProtocol.Udp, answered ? volume : volume with { Down = -1 }) with
        {
            SourcePort = route.Port == 123 && dice.Chance(0.5) ? 123 : EphemeralPort(),
            State = answered ? ConnectionState.SF : ConnectionState.S0,
            SourcePackets = 1,
            DestinationPackets = answered ? 1 : 0,
        });
    }

    private int EphemeralPort() => dice.Between(32768, 60999);

    private static FlowRecord Row(string label, Route route, byte protocol, Volume volume) => new()
    {
        StartNanoseconds = 0,
        DurationNanoseconds = volume.Seconds < 0 ? -1 : (long)(volume.Seconds * 1e6) * NanosecondsPerMicrosecond,
        Source = route.Source,
        Destination = route.Destination,
        DestinationPort = route.Port,
        Protocol = protocol,
        Service = route.Service,
        SourceBytes = volume.Up,
        DestinationBytes = volume.Down,
        Label = label,
    };

    private void Add(double at, FlowRecord flow)
    {
        if (at >= 0 && at < Seconds)
            Flows.Add(flow with { StartNanoseconds = (_startMicroseconds + (long)(at * 1e6)) * NanosecondsPerMicrosecond });
    }
}

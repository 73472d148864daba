namespace NetMl.Flows;

/// <summary>Which flows were attempts in which the other side took no part.</summary>
public static class FailedAttempts
{
    /// <summary>
    /// No answer, a refusal or a broken opening: S0, REJ, RSTOS0, RSTRH, SH, and OTH without data. A log that does not say
    /// (<see cref="ConnectionState.Unknown"/>) counts a TCP flow as failed when the other side is known to have sent no packet, or one only and neither
    /// side any payload: a refusal. CICFlowMeter's logs are of that kind.
    /// </summary>
    /// <param name="bytes">Payload of both sides together, −1 or less = not known.</param>
    /// <param name="destinationPackets">−1 = not known.</param>
    /// <remarks>Source: the states that Zeek's scan.zeek counts.</remarks>
    public static bool Is(ConnectionState state, byte protocol, long bytes, long destinationPackets) => state switch
    {
        ConnectionState.S0 or ConnectionState.REJ or ConnectionState.RSTOS0 or ConnectionState.RSTRH or ConnectionState.SH => true,
        ConnectionState.OTH => bytes <= 0,
        ConnectionState.Unknown => protocol == IpProtocol.Tcp && (destinationPackets == 0 || (destinationPackets == 1 && bytes == 0)),
        _ => false,
    };
}

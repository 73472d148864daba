namespace NetMl.Flows.Argus;

/// <summary>Argus's State as a Zeek conn_state: TCP flags seen from each side (`FSPA_FSPA`), or a word (`CON`, `INT`).</summary>
/// <remarks>
/// Flags: no SYN from the source → OTH, or SHR and RSTRH when only the destination's SYN was seen. SYN without any reply → S0, SH with
/// FIN, RSTOS0 with RST. SYN answered by RST without SYN → REJ. Both SYNs: FIN from both → SF; else RST from the source → RSTO, RST from
/// the destination → RSTR, FIN from one → S2 or S3, none → S1. Words: CON, FIN → SF; INT, REQ → S0; ACC, EST → S1; RST → RSTR; others → OTH.
/// </remarks>
internal static class ArgusStates
{
    public static ConnectionState Parse(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            return ConnectionState.Unknown;
        var middle = text.IndexOf((byte)'_');
        return middle < 0 ? FromWord(text) : FromFlags(text[..middle], text[(middle + 1)..]);
    }

    private static ConnectionState FromFlags(ReadOnlySpan<byte> source, ReadOnlySpan<byte> destination)
    {
        bool sourceFin = source.Contains((byte)'F'), sourceReset = source.Contains((byte)'R');
        bool destinationFin = destination.Contains((byte)'F'), destinationReset = destination.Contains((byte)'R');
        var answered = destination.Contains((byte)'S');
        if (!source.Contains((byte)'S'))
        {
            return !answered ? ConnectionState.OTH
                : destinationReset ? ConnectionState.RSTRH
                : destinationFin ? ConnectionState.SHR : ConnectionState.OTH;
        }
        if (!answered && destinationReset)
            return ConnectionState.REJ;
        if (destination.IsEmpty)
            return sourceReset ? ConnectionState.RSTOS0 : sourceFin ? ConnectionState.SH : ConnectionState.S0;
        return (sourceFin, destinationFin) switch
        {
            (true, true) => ConnectionState.SF,
            _ when sourceReset => ConnectionState.RSTO,
            _ when destinationReset => ConnectionState.RSTR,
            (true, false) => ConnectionState.S2,
            (false, true) => ConnectionState.S3,
            _ => ConnectionState.S1,
        };
    }

    private static ConnectionState FromWord(ReadOnlySpan<byte> word) => word switch
    {
        _ when word.SequenceEqual("CON"u8) || word.SequenceEqual("FIN"u8) => ConnectionState.SF,
        _ when word.SequenceEqual("INT"u8) || word.SequenceEqual("REQ"u8) => ConnectionState.S0,
        _ when word.SequenceEqual("ACC"u8) || word.SequenceEqual("EST"u8) => ConnectionState.S1,
        _ when word.SequenceEqual("RST"u8) => ConnectionState.RSTR,
        _ => ConnectionState.OTH,
    };
}

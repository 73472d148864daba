namespace NetMl.Flows.Zeek;

/// <summary>conn_state by its text.</summary>
internal static class ZeekStates
{
    public static bool TryParse(ReadOnlySpan<byte> text, out ConnectionState state)
    {
        state = text.Length switch
        {
            2 => text[0] == 'S'
                ? text[1] switch
                {
                    (byte)'F' => ConnectionState.SF,
                    (byte)'0' => ConnectionState.S0,
                    (byte)'1' => ConnectionState.S1,
                    (byte)'2' => ConnectionState.S2,
                    (byte)'3' => ConnectionState.S3,
                    (byte)'H' => ConnectionState.SH,
                    _ => ConnectionState.Unknown,
                }
                : ConnectionState.Unknown,
            3 when text.SequenceEqual("REJ"u8) => ConnectionState.REJ,
            3 when text.SequenceEqual("OTH"u8) => ConnectionState.OTH,
            3 when text.SequenceEqual("SHR"u8) => ConnectionState.SHR,
            4 when text.SequenceEqual("RSTO"u8) => ConnectionState.RSTO,
            4 when text.SequenceEqual("RSTR"u8) => ConnectionState.RSTR,
            5 when text.SequenceEqual("RSTRH"u8) => ConnectionState.RSTRH,
            6 when text.SequenceEqual("RSTOS0"u8) => ConnectionState.RSTOS0,
            _ => ConnectionState.Unknown,
        };
        return state != ConnectionState.Unknown;
    }
}

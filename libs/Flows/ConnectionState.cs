namespace NetMl.Flows;

/// <summary>How a connection began and ended, in Zeek's vocabulary (conn.log field conn_state); other formats are mapped to it.</summary>
public enum ConnectionState : byte
{
    /// <summary>The log does not say.</summary>
    Unknown = 0,

    /// <summary>Attempt seen, no reply.</summary>
    S0,

    /// <summary>Established, not ended.</summary>
    S1,

    /// <summary>Established and ended normally.</summary>
    SF,

    /// <summary>Attempt rejected.</summary>
    REJ,

    /// <summary>Established; the originator closed, no reply to that.</summary>
    S2,

    /// <summary>Established; the responder closed, no reply to that.</summary>
    S3,

    /// <summary>Established; the originator aborted.</summary>
    RSTO,

    /// <summary>The responder aborted.</summary>
    RSTR,

    /// <summary>The originator sent SYN then RST; no SYN-ACK seen.</summary>
    RSTOS0,

    /// <summary>The responder sent SYN-ACK then RST; no SYN seen.</summary>
    RSTRH,

    /// <summary>The originator sent SYN then FIN; no SYN-ACK seen (half open).</summary>
    SH,

    /// <summary>The responder sent SYN-ACK then FIN; no SYN seen.</summary>
    SHR,

    /// <summary>No SYN seen: traffic from the middle of a connection.</summary>
    OTH,
}

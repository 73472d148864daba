namespace NetMl.Flows.Zeek;

/// <summary>The fields of conn.log that a flow is made of.</summary>
internal enum ZeekField : byte
{
    Ts, Uid, OrigH, OrigP, RespH, RespP, Proto, Service, Duration, OrigBytes, RespBytes, ConnState, OrigPkts, RespPkts, IpProto, Label,

    /// <summary>IoT-23's `detailed-label`: attack names; not the free text of `detailedlabel`, which other sets have.</summary>
    AttackName,

    /// <summary>Which log an object belongs to, in JSON.</summary>
    Path,

    /// <summary>Any other field.</summary>
    Other,
}

/// <summary>Finds a field by its column name, in Zeek's own spelling and the renamed ones of its logging framework.</summary>
internal static class ZeekFields
{
    public static ZeekField Find(ReadOnlySpan<byte> name)
    {
        Span<char> text = stackalloc char[24];
        if (name.Length > text.Length)
            return ZeekField.Other;
        for (var i = 0; i < name.Length; i++)
            text[i] = (char)name[i];
        return text[..name.Length] switch
        {
            "ts" => ZeekField.Ts,
            "uid" => ZeekField.Uid,
            "id.orig_h" or "id_orig_h" or "src" or "src_ip" => ZeekField.OrigH,
            "id.orig_p" or "id_orig_p" or "src_port" => ZeekField.OrigP,
            "id.resp_h" or "id_resp_h" or "dst" or "dst_ip" => ZeekField.RespH,
            "id.resp_p" or "id_resp_p" or "dst_port" => ZeekField.RespP,
            "proto" => ZeekField.Proto,
            "service" => ZeekField.Service,
            "duration" => ZeekField.Duration,
            "orig_bytes" => ZeekField.OrigBytes,
            "resp_bytes" => ZeekField.RespBytes,
            "conn_state" => ZeekField.ConnState,
            "orig_pkts" => ZeekField.OrigPkts,
            "resp_pkts" => ZeekField.RespPkts,
            "ip_proto" => ZeekField.IpProto,
            "_path" => ZeekField.Path,
            "label" => ZeekField.Label,
            "detailed-label" => ZeekField.AttackName,
            _ => ZeekField.Other,
        };
    }
}

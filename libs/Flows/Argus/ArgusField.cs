namespace NetMl.Flows.Argus;

/// <summary>The columns of a binetflow file that a flow is made of.</summary>
internal enum ArgusField : byte
{
    StartTime, Dur, Proto, SrcAddr, Sport, Dir, DstAddr, Dport, State, TotPkts, TotBytes, SrcBytes, SrcPkts, DstBytes, DstPkts, Label, Other,
}

/// <summary>Finds a column by its name, ignoring case and spaces around it.</summary>
internal static class ArgusFields
{
    public static ArgusField Find(ReadOnlySpan<byte> name)
    {
        name = name.Trim((byte)' ');
        Span<char> lower = stackalloc char[16];
        if (name.Length > lower.Length)
            return ArgusField.Other;
        for (var i = 0; i < name.Length; i++)
            lower[i] = char.ToLowerInvariant((char)name[i]);
        return lower[..name.Length] switch
        {
            "starttime" => ArgusField.StartTime,
            "dur" => ArgusField.Dur,
            "proto" => ArgusField.Proto,
            "srcaddr" => ArgusField.SrcAddr,
            "sport" => ArgusField.Sport,
            "dir" => ArgusField.Dir,
            "dstaddr" => ArgusField.DstAddr,
            "dport" => ArgusField.Dport,
            "state" => ArgusField.State,
            "totpkts" => ArgusField.TotPkts,
            "totbytes" => ArgusField.TotBytes,
            "srcbytes" => ArgusField.SrcBytes,
            "srcpkts" => ArgusField.SrcPkts,
            "dstbytes" => ArgusField.DstBytes,
            "dstpkts" => ArgusField.DstPkts,
            "label" => ArgusField.Label,
            _ => ArgusField.Other,
        };
    }
}

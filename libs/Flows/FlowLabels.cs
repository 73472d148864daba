namespace NetMl.Flows;

/// <summary>How the labels of each format become the class of a flow.</summary>
/// <remarks>
/// One rule for all: the coarse label is the class; `benign` in any case is Benign and `malicious` is Malicious.
/// Zeek: where the log has IoT-23's column `detailed-label` and the coarse label is Malicious, the attack name there is the class
/// (C&amp;C, DDoS…; PartOfAHorizontalPortScan becomes PortScan). The column `detailedlabel` of other sets is free text and is left out.
/// Argus: `flow=From-Botnet-V42-TCP…` → the family after `flow=` and `From-` or `To-`: Botnet, Normal, Background, Malware; other texts stay as they are after `flow=`.
/// CICFlowMeter: the column Label as it is.
/// </remarks>
public static class FlowLabels
{
    internal static ReadOnlySpan<byte> FromZeek(ReadOnlySpan<byte> label, ReadOnlySpan<byte> attackName)
    {
        var coarse = FromPlain(label);
        if (attackName.IsEmpty || !coarse.SequenceEqual("Malicious"u8))
            return coarse;
        return attackName.SequenceEqual("PartOfAHorizontalPortScan"u8) ? "PortScan"u8 : attackName;
    }

    internal static ReadOnlySpan<byte> FromPlain(ReadOnlySpan<byte> label)
    {
        if (System.Text.Ascii.EqualsIgnoreCase(label, "benign"u8))
            return "Benign"u8;
        return System.Text.Ascii.EqualsIgnoreCase(label, "malicious"u8) ? "Malicious"u8 : label;
    }

    internal static ReadOnlySpan<byte> FromArgus(ReadOnlySpan<byte> label)
    {
        var text = label.StartsWith("flow="u8) ? label[5..] : label;
        var family = text.StartsWith("From-"u8) ? text[5..] : text.StartsWith("To-"u8) ? text[3..] : text;
        if (family.StartsWith("Background"u8))
            return "Background"u8;
        if (family.StartsWith("Botnet"u8))
            return "Botnet"u8;
        if (family.StartsWith("Normal"u8))
            return "Normal"u8;
        return family.StartsWith("Malware"u8) ? "Malware"u8 : FromPlain(text);
    }
}

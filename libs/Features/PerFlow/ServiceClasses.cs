namespace NetMl.Features.PerFlow;

/// <summary>Common application protocols; what the log names otherwise is "other", what it does not name is "none".</summary>
internal static class ServiceClasses
{
    public static IReadOnlyList<string> Names { get; } =
        ["none", "other", "dns", "http", "ssl", "ssh", "ftp", "smtp", "dhcp", "ntp", "rdp", "smb", "kerberos", "irc", "quic", "snmp"];

    /// <summary>Index into <see cref="Names"/>.</summary>
    public static int Of(string service) => service switch
    {
        "" => 0,
        "dns" => 2,
        "http" => 3,
        "ssl" => 4,
        "ssh" => 5,
        "ftp" or "ftp-data" => 6,
        "smtp" => 7,
        "dhcp" => 8,
        "ntp" => 9,
        "rdp" => 10,
        "krb" or "krb_tcp" or "kerberos" => 12,
        "irc" => 13,
        "quic" => 14,
        "snmp" => 15,
        var name => Compound(name),
    };

    /// <summary>Zeek joins what it finds inside each other with commas, such as gssapi,ntlm,smb.</summary>
    private static int Compound(string name)
    {
        if (name.Contains("smb", StringComparison.Ordinal) || name.Contains("dce_rpc", StringComparison.Ordinal))
            return 11;
        if (name.Contains("krb", StringComparison.Ordinal))
            return 12;
        return name.Contains("ssl", StringComparison.Ordinal) ? 4 : 1;
    }
}

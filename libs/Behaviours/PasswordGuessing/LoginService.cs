using NetMl.Behaviours.Connections;
using NetMl.Flows;

namespace NetMl.Behaviours.PasswordGuessing;

/// <summary>A service that asks for a password.</summary>
/// <param name="Name">As people say it.</param>
/// <param name="Sessions">Short sessions within the window that are too many.</param>
internal sealed record LoginService(string Name, int[] PortNumbers, int Sessions, TimeSpan Window)
{
    public static LoginService[] Of(PasswordGuessingOptions options) =>
    [
        new("SSH", [22], options.SshSessions, options.Window),
        new("FTP", [21], options.FtpSessions, options.FtpWindow),
        new("RDP", [3389], options.RdpSessions, options.Window),
        new("SMB", [139, 445], options.SmbSessions, options.Window),
    ];

    public bool Serves(Connection connection) => connection.Protocol == IpProtocol.Tcp && PortNumbers.Contains(connection.Port);
}

using System.ComponentModel.DataAnnotations;

namespace NetMl.Behaviours.PasswordGuessing;

/// <summary>What counts as guessing passwords. The numbers for SSH and FTP are Zeek's; RDP and SMB follow SSH.</summary>
public sealed record PasswordGuessingOptions
{
    /// <summary>Short sessions with one SSH server (port 22) within <see cref="Window"/>; ≥ 2.</summary>
    [Range(2, 1_000_000)]
    public int SshSessions { get; init; } = 30;

    /// <summary>Short sessions with one FTP server (port 21) within <see cref="FtpWindow"/>; ≥ 2.</summary>
    [Range(2, 1_000_000)]
    public int FtpSessions { get; init; } = 20;

    /// <summary>Short sessions with one RDP server (port 3389) within <see cref="Window"/>; ≥ 2.</summary>
    [Range(2, 1_000_000)]
    public int RdpSessions { get; init; } = 30;

    /// <summary>Short sessions with one SMB server (ports 139 and 445) within <see cref="Window"/>; ≥ 2.</summary>
    [Range(2, 1_000_000)]
    public int SmbSessions { get; init; } = 30;

    /// <summary>Length of the sliding window for SSH, RDP and SMB; above 0.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "366.00:00:00")]
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Length of the sliding window for FTP; above 0.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "366.00:00:00")]
    public TimeSpan FtpWindow { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Hosts that one source must try for its sessions with all of them to count together; ≥ 2.</summary>
    [Range(2, 1_000_000)]
    public int SprayedHosts { get; init; } = 5;

    /// <summary>A session at most this long is short: servers hang up on a client that does not get in; above 0.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "366.00:00:00")]
    public TimeSpan LongestShort { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>A short session carries at most this many bytes from the client; ≥ 1.</summary>
    [Range(1.0, 1e15)]
    public long MostBytesOfShort { get; init; } = 5000;

    /// <summary>
    /// A session at least this long after the guesses, which carried more than a short one, probably means that one was right; above
    /// <see cref="LongestShort"/>. Above two minutes, after which an SSH server hangs up on a client that has not logged in (LoginGraceTime).
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "366.00:00:00")]
    public TimeSpan ShortestSuccess { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>What a guesser from the Internet loses that did not get in: everybody is guessed at there; 0 to 100.</summary>
    [Range(0.0, 100.0)]
    public double PointsFromOutside { get; init; } = 10;

    /// <summary>Least score reported, 0 to 100: 50 at the threshold, 100 at ten times the threshold.</summary>
    [Range(0.0, 100.0)]
    public double MinimumScore { get; init; } = 50;
}

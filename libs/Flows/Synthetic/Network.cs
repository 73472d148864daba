namespace NetMl.Flows.Synthetic;

/// <summary>The addresses of the company: workstations and servers inside, services outside. Ranges outside are those for documentation.</summary>
internal sealed class Network
{
    private const int HostsPerSubnet = 200;
    private const int ServersInside = 9;

    private readonly HashSet<string> _inside;

    public Network(int hosts, Dice dice)
    {
        Workstations = [.. Enumerable.Range(0, hosts - ServersInside).Select(i => $"10.20.{1 + i / HostsPerSubnet}.{10 + i % HostsPerSubnet}")];
        Websites = [.. Enumerable.Range(0, Math.Clamp(hosts / 3, 30, 480)).Select(i => $"{(i < 240 ? "198.51.100" : "203.0.113")}.{10 + i % 240}")];
        Administrator = dice.Pick(Workstations);
        _inside = [.. Workstations, .. NameServers, MailServer, .. FileServers, .. LinuxServers];
    }

    public IReadOnlyList<string> Workstations { get; }

    /// <summary>Most visited first.</summary>
    public IReadOnlyList<string> Websites { get; }

    /// <summary>Whose SSH and monitoring is legitimate.</summary>
    public string Administrator { get; }

    public IReadOnlyList<string> NameServers { get; } = ["10.20.0.53", "10.20.0.54"];

    public string MailServer => "10.20.0.25";

    public IReadOnlyList<string> FileServers { get; } = ["10.20.0.44", "10.20.0.45"];

    public IReadOnlyList<string> LinuxServers { get; } = ["10.20.0.80", "10.20.0.81", "10.20.0.90", "10.20.0.91"];

    public IReadOnlyList<string> TimeServers { get; } = ["192.0.2.123", "192.0.2.124", "192.0.2.125"];

    public string OutsideMail => "192.0.2.25";

    public string BackupService => "192.0.2.60";

    public IReadOnlyList<string> Controllers { get; } = ["192.0.2.201", "192.0.2.202", "192.0.2.203"];

    public IReadOnlyList<string> DropSites { get; } = ["192.0.2.221", "192.0.2.222"];

    public IReadOnlyList<string> OutsideAttackers { get; } = ["192.0.2.241", "192.0.2.242"];

    /// <summary>Any address of a subnet inside, most of which nobody has.</summary>
    public static string AnyAddress(int subnet, int host) => $"10.20.{subnet}.{host}";

    public bool Exists(string address) => _inside.Contains(address);
}

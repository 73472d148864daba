namespace NetMl.Flows.Synthetic;

/// <summary>Looking for hosts and for ports, in bouts spread over the whole time. Some targets answer, so a scan also holds complete flows.</summary>
internal static class Scans
{
    private const int TargetsPerBout = 80;
    private const int PortsPerBout = 70;

    private static readonly int[] ScannedPorts = [22, 23, 80, 445, 3389];
    private static readonly int[] OpenPorts = [22, 80, 443];

    public static void AddAddressScans(Script script, int flows)
    {
        var (dice, network) = (script.Dice, script.Network);
        var scanner = dice.Pick(network.Workstations);
        var bouts = new Bouts(script, flows, TargetsPerBout);
        foreach (var (start, targets) in bouts)
        {
            var source = dice.Chance(0.6) ? scanner : dice.Pick(network.OutsideAttackers);
            var port = dice.Pick(ScannedPorts);
            var (subnet, first) = (dice.Between(0, 2), dice.Between(1, 150));
            var pause = dice.Between(300, 2_500) / 1e3;
            for (var i = 0; i < targets; i++)
                Probe(script, "AddressScan", start + i * pause + dice.Below(200) / 1e3, source, Network.AnyAddress(subnet, first + i % 100), port);
        }
    }

    public static void AddPortScans(Script script, int flows)
    {
        var (dice, network) = (script.Dice, script.Network);
        var scanner = dice.Pick(network.Workstations);
        foreach (var (start, ports) in new Bouts(script, flows, PortsPerBout))
        {
            var source = dice.Chance(0.5) ? scanner : dice.Pick(network.OutsideAttackers);
            var target = dice.Chance(0.5) ? dice.Pick(network.LinuxServers) : dice.Pick(network.Workstations);
            var pause = dice.Between(100, 2_500) / 1e3;
            for (var i = 0; i < ports; i++)
                Probe(script, "PortScan", start + i * pause + dice.Below(90) / 1e3, source, target, i < OpenPorts.Length ? OpenPorts[i] : dice.Between(1, 10_000));
        }
    }

    private static void Probe(Script script, string label, double at, string source, string target, int port)
    {
        var dice = script.Dice;
        var exists = script.Network.Exists(target);
        var isOpen = exists && (port == 445 || Array.IndexOf(OpenPorts, port) >= 0) && dice.Chance(0.6);
        var route = new Route(source, target, port);
        if (isOpen && dice.Chance(0.5))
        {
            var greeted = route with { Service = port switch { 22 => "ssh", 80 => "http", _ => null } };
            script.Tcp(label, at, greeted, new Volume(dice.Wide(2_000, 800_000) / 1e6, dice.Wide(20, 400), dice.Wide(40, 2_000)));
        }
        else if (isOpen)
            script.Tcp(label, at, route, new Volume(dice.Wide(200, 20_000) / 1e6, 0, 0), ConnectionState.RSTO);
        else
            script.Failed(label, at, route, refused: exists && dice.Chance(0.8));
    }
}

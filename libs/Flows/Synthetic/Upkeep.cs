namespace NetMl.Flows.Synthetic;

/// <summary>What machines and administrators do by themselves: time, mail, file shares, updates, backups, remote shells.</summary>
internal static class Upkeep
{
    private static readonly int[] NtpIntervalSeconds = [64, 128, 256, 512, 1024];

    /// <summary>Adds about this many flows: a third time, a fifth mail, a fifth file shares, the rest updates, backups and shells.</summary>
    public static void Add(Script script, int flows)
    {
        AddTime(script, flows * 33 / 100);
        AddMail(script, flows * 20 / 100);
        AddFiles(script, flows * 20 / 100);
        AddUpdates(script, flows * 12 / 100);
        AddShells(script, flows * 10 / 100);
        AddBackups(script, flows * 5 / 100);
    }

    private static void AddTime(Script script, int flows)
    {
        var dice = script.Dice;
        for (var end = script.Flows.Count + flows; script.Flows.Count < end;)
        {
            var (client, server, interval) = (dice.Pick(script.Network.Workstations), dice.Pick(script.Network.TimeServers), dice.Pick(NtpIntervalSeconds));
            var route = new Route(client, server, 123, "ntp");
            for (double at = dice.Below(interval); at < script.Seconds && script.Flows.Count < end; at += interval + dice.Bell())
                script.Udp("Benign", at, route, new Volume(dice.Wide(5_000, 60_000) / 1e6, 48, dice.Chance(0.97) ? 48 : 0));
        }
    }

    private static void AddMail(Script script, int flows)
    {
        var (dice, network) = (script.Dice, script.Network);
        for (var i = 0; i < flows; i++)
        {
            var reads = dice.Chance(0.75);
            var at = script.Anytime();
            var route = reads
                ? new Route(dice.Pick(network.Workstations), network.MailServer, 993, "ssl")
                : new Route(network.MailServer, network.OutsideMail, 25, "smtp");
            var volume = reads
                ? new Volume(dice.Wide(200_000, 60_000_000) / 1e6, dice.Wide(400, 8_000), dice.Wide(1_000, 900_000))
                : new Volume(dice.Wide(300_000, 8_000_000) / 1e6, dice.Wide(1_500, 3_000_000), dice.Wide(300, 900));
            script.Tcp("Benign", at, route, volume);
        }
    }

    private static void AddFiles(Script script, int flows)
    {
        var (dice, network) = (script.Dice, script.Network);
        for (var i = 0; i < flows; i++)
        {
            var writes = dice.Chance(0.25);
            var at = script.Anytime();
            var route = new Route(dice.Pick(network.Workstations), dice.Pick(network.FileServers), 445, "gssapi,smb");
            var seconds = dice.Wide(50_000, 600_000_000) / 1e6;
            script.Tcp("Benign", at, route, writes
                ? new Volume(seconds, dice.Wide(20_000, 60_000_000), dice.Wide(2_000, 30_000))
                : new Volume(seconds, dice.Wide(2_000, 60_000), dice.Wide(4_000, 20_000_000)));
        }
    }

    // Regular like a beacon, but many hosts ask the same popular site.
    private static void AddUpdates(Script script, int flows)
    {
        var (dice, network) = (script.Dice, script.Network);
        for (var end = script.Flows.Count + flows; script.Flows.Count < end;)
        {
            var (client, interval) = (dice.Pick(network.Workstations), dice.Between(600, 1800));
            var route = new Route(client, network.Websites[1], 443, "ssl");
            for (double at = dice.Below(interval); at < script.Seconds && script.Flows.Count < end; at += interval * (1 + 0.05 * dice.Bell()))
                script.Tcp("Benign", at, route, new Volume(dice.Wide(100_000, 3_000_000) / 1e6, dice.Between(700, 1_400), dice.Wide(2_500, 90_000)));
        }
    }

    // People mistype: one shell in eight ends after the first password.
    private static void AddShells(Script script, int flows)
    {
        var (dice, network) = (script.Dice, script.Network);
        for (var i = 0; i < flows; i++)
        {
            var refused = dice.Chance(0.12);
            var at = script.Anytime();
            var route = new Route(network.Administrator, dice.Pick(network.LinuxServers), 22, "ssh");
            script.Tcp("Benign", at, route, refused
                ? new Volume(dice.Wide(900_000, 9_000_000) / 1e6, dice.Between(1_500, 2_400), dice.Between(1_700, 2_700))
                : new Volume(dice.Wide(8_000_000, 1_800_000_000) / 1e6, dice.Wide(3_000, 300_000), dice.Wide(4_000, 2_000_000)));
        }
    }

    private static void AddBackups(Script script, int flows)
    {
        var (dice, network) = (script.Dice, script.Network);
        for (var i = 0; i < flows; i++)
        {
            var at = script.Anytime();
            var route = new Route(dice.Pick(network.FileServers), network.BackupService, 443, "ssl");
            script.Tcp("Benign", at, route, new Volume(dice.Wide(2_000_000, 300_000_000) / 1e6, dice.Wide(200_000, 200_000_000), dice.Wide(3_000, 60_000)));
        }
    }
}

namespace NetMl.Flows.Synthetic;

/// <summary>What an intruder does once inside, and how one gets in: beacons that look like HTTPS, uploads to a drop site, guessed passwords.</summary>
internal static class Intrusions
{
    private const int UploadsPerBout = 8;
    private const int GuessesPerBout = 60;

    private static readonly int[] BeaconIntervalSeconds = [60, 120, 300];

    /// <summary>Infected hosts call their controller over the whole time, at an interval with jitter.</summary>
    public static void AddBeacons(Script script, int flows)
    {
        var (dice, network) = (script.Dice, script.Network);
        var end = script.Flows.Count + flows;
        for (var victim = 0; script.Flows.Count < end; victim++)
        {
            var (host, controller) = (dice.Pick(network.Workstations), network.Controllers[victim % network.Controllers.Count]);
            // In a small capture the calls are rarer, so that several hosts are infected.
            var interval = (int)Math.Max(
                BeaconIntervalSeconds[victim % BeaconIntervalSeconds.Length], script.Seconds / Math.Max(12, flows / 3));
            var (up, down) = (dice.Between(500, 1_500), dice.Between(700, 3_500));
            for (double at = dice.Below(interval); at < script.Seconds; at += interval * (1 + 0.12 * dice.Bell()))
                AddCall(script, at, host, controller, up, down);
        }
    }

    public static void AddExfiltration(Script script, int flows)
    {
        var (dice, network) = (script.Dice, script.Network);
        var thief = dice.Pick(network.Workstations);
        foreach (var (start, uploads) in new Bouts(script, flows, UploadsPerBout))
        {
            var site = dice.Pick(network.DropSites);
            var at = start;
            for (var i = 0; i < uploads; i++, at += dice.Wide(2_000_000, 60_000_000) / 1e6)
            {
                var volume = new Volume(dice.Wide(2_000_000, 120_000_000) / 1e6, dice.Wide(1_000_000, 120_000_000), dice.Wide(2_000, 40_000));
                script.Tcp("Exfiltration", at, new Route(thief, site, 443, "ssl"), volume);
            }
        }
    }

    public static void AddGuessing(Script script, int flows)
    {
        var (dice, network) = (script.Dice, script.Network);
        foreach (var (start, guesses) in new Bouts(script, flows, GuessesPerBout))
        {
            var (source, target) = (dice.Pick(network.OutsideAttackers), dice.Pick(network.LinuxServers));
            var at = start;
            for (var i = 0; i < guesses; i++, at += dice.Wide(1_000_000, 9_000_000) / 1e6)
            {
                var volume = new Volume(dice.Wide(600_000, 6_000_000) / 1e6, dice.Between(1_200, 2_600), dice.Between(1_500, 2_900));
                var state = dice.Chance(0.1) ? ConnectionState.RSTO : ConnectionState.SF;
                script.Tcp("PasswordGuessing", at, new Route(source, target, 22, "ssh"), volume, state);
            }
        }
    }

    private static void AddCall(Script script, double at, string host, string controller, int up, int down)
    {
        var dice = script.Dice;
        if (dice.Chance(0.02))
        {
            script.Failed("Beacon", at, new Route(host, controller, 443), refused: false);
            return;
        }
        var seconds = dice.Wide(80_000, 2_000_000) / 1e6;
        var sent = up + dice.Below(120);
        var received = dice.Chance(0.05) ? dice.Wide(5_000, 200_000) : down + dice.Below(200);
        script.Tcp("Beacon", at, new Route(host, controller, 443, "ssl"), new Volume(seconds, sent, received));
    }
}

namespace NetMl.Flows.Synthetic;

/// <summary>People at work on the web: a name lookup, then a few connections to a popular site; now and then one fails.</summary>
internal static class Browsing
{
    public static void Add(Script script, int flows)
    {
        for (var end = script.Flows.Count + flows; script.Flows.Count < end;)
            AddVisit(script, script.Anytime(), script.Dice.Pick(script.Network.Workstations));
    }

    private static void AddVisit(Script script, double at, string person)
    {
        var (dice, network) = (script.Dice, script.Network);
        var site = network.Websites[dice.Popular(network.Websites.Count)];
        var lookups = dice.Between(1, 2);
        for (var i = 0; i < lookups; i++)
        {
            var lookup = new Route(person, network.NameServers[i & 1], 53, "dns");
            script.Udp("Benign", at + i * 0.002, lookup, new Volume(dice.Wide(300, 80_000) / 1e6, dice.Between(28, 60), dice.Chance(0.98) ? dice.Wide(60, 480) : 0));
        }
        at += dice.Between(5, 120) / 1e3;
        var connections = dice.Between(1, 5);
        for (var i = 0; i < connections; i++, at += dice.Wide(20_000, 20_000_000) / 1e6)
            AddConnection(script, at, person, site);
    }

    private static void AddConnection(Script script, double at, string person, string site)
    {
        var dice = script.Dice;
        var secure = dice.Chance(0.88);
        var port = secure ? 443 : 80;
        if (dice.Chance(0.03))
        {
            script.Failed("Benign", at, new Route(person, site, port), refused: dice.Chance(0.3));
            return;
        }
        var state = dice.Below(20) switch
        {
            0 => ConnectionState.RSTO,
            1 => ConnectionState.RSTR,
            2 => ConnectionState.S1,
            3 => ConnectionState.S3,
            _ => ConnectionState.SF,
        };
        // One in thirty sends more than it gets: uploads, calls, shared documents.
        var uploads = dice.Chance(0.03);
        var seconds = dice.Wide(40_000, 120_000_000) / 1e6;
        var volume = uploads
            ? new Volume(seconds, dice.Wide(50_000, 40_000_000), dice.Wide(400, 20_000))
            : new Volume(seconds, dice.Wide(300, 12_000), dice.Wide(1_500, 4_000_000));
        script.Tcp("Benign", at, new Route(person, site, port, secure ? "ssl" : "http"), volume, state);
    }
}
